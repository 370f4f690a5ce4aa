import type { Bridge, Problem } from 'domain-bridge/express';
import { CookieJar, readRecord, readSession, selfOf } from 'domain-bridge/flows';
import { ANONYMOUS } from 'domain-bridge/session';
import type { Request, Response } from 'express';
import { errorPage } from '../pages.ts';
import { buildChrome, siteLinks } from '../views.ts';

/** The page for a request that failed: says so in the shop's own look, with a way back. */
export function createProblemPage(bridge: Bridge) {
  return async (problem: Problem, req: Request, res: Response): Promise<void> => {
    const { status, detail } = problem;
    const title = status === 404 ? 'Not found' : status >= 500 ? 'Sorry' : 'That did not work';
    const chrome = buildChrome(bridge, req, { title, ...(await lookAt(bridge, req)) });
    const { shop, cart } = siteLinks(bridge);
    const back =
      status === 404
        ? { backHref: shop, backLabel: 'To the shop' }
        : { backHref: cart, backLabel: 'To your cart' };
    // Under `no-referrer`, which hand-offs answer with, the forms of this page would say `Origin: null`.
    if (res.get('Referrer-Policy') === 'no-referrer') res.set('Referrer-Policy', 'strict-origin');
    res.send(String(errorPage(chrome, { status, title, detail, ...back })));
  };
}

/**
 * Session and state for the header, without a word to the browser: a refused request sets no cookie. If it
 * was the store that failed, the page does without them.
 */
async function lookAt({ parts }: Bridge, req: Request) {
  try {
    const jar = new CookieJar(req.headers.cookie, selfOf(parts).secure);
    const session = await readSession(parts, jar);
    const { state } = await readRecord(parts, jar, session, 'shown');
    return { session, state };
  } catch {
    return { session: ANONYMOUS, state: null };
  }
}

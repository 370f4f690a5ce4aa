import { type Request, type RequestHandler, type Response, Router } from 'express';
import { RequestError } from '../core/request-error.ts';
import { type Accepted, acceptHandoff } from '../flows/accept.ts';
import { issueHandoff } from '../flows/issue.ts';
import type { LocalCart } from '../flows/local-cart.ts';
import type { BridgeParts } from '../flows/parts.ts';
import { startHandoff } from '../flows/start.ts';
import { HandoffError } from '../handoff/errors.ts';
import { safeReturnPath } from '../handoff/return-path.ts';
import { isFetchedAhead, isNavigation } from './navigation.ts';
import type { ShopperRequest } from './shopper-request.ts';

/** What the router is made of. */
export interface BridgeRouterOptions {
  readonly parts: BridgeParts;
  /** False: nothing crosses; `/bridge/start` leads straight on. */
  readonly enabled: boolean;
  readonly shopper: (req: Request, res: Response) => ShopperRequest;
  readonly cart: (req: Request, res: Response) => LocalCart | undefined;
  /** Is told how each acceptance went; never of the token. */
  readonly onAccept: (accepted: Accepted, req: Request) => void;
}

/** The routes `/bridge/start`, `/bridge/issue` and `/bridge/accept`. */
export function createBridgeRouter(options: BridgeRouterOptions): Router {
  const { parts, shopper, cart, onAccept } = options;
  const router = Router();
  router.use(setHeaders, refuseOtherThanGet, refusePrefetch, refuseNonDocument);

  router.get('/start', async (req, res) => {
    const { return: returnPath = null } = readQuery(req, ['return']);
    if (!options.enabled) return redirect(res, safeReturnPath(returnPath, parts.returnPaths));
    const browser = shopper(req, res);
    redirect(res, await browser.send(async () => startHandoff(parts, browser.jar, returnPath)));
  });

  router.get('/issue', refuseWhenOff(options), async (req, res) => {
    const query = readQuery(req, ['flow', 'challenge', 'return']);
    const { flow = '', challenge = '', return: returnPath = '' } = query;
    const browser = shopper(req, res);
    const asked = { flow, challenge, returnPath };
    const run = () => issueHandoff(parts, browser.jar, asked, cart(req, res));
    redirect(res, await browser.send(run));
  });

  router.get('/accept', refuseWhenOff(options), async (req, res) => {
    const { t = '' } = readQuery(req, ['t']);
    const browser = shopper(req, res);
    const run = () => acceptHandoff(parts, browser.jar, t, cart(req, res));
    const accepted = await browser.send(run);
    onAccept(accepted, req);
    redirect(res, accepted.location);
  });
  return router;
}

const setHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex',
  });
  next();
};

/** HEAD is how previews look at links; it must neither plant a verifier nor use up a token. */
const refuseOtherThanGet: RequestHandler = (req, res, next) => {
  if (req.method === 'GET') return next();
  if (req.method === 'HEAD') return void res.status(503).end();
  res.set('Allow', 'GET');
  next(new RequestError(405, 'method_not_allowed', 'Only GET is possible here.'));
};

/** A browser that fetches ahead of a click asks again when the click comes; 503 keeps it from caching this answer. */
const refusePrefetch: RequestHandler = (req, res, next) => {
  if (!isFetchedAhead(req)) return next();
  res.status(503).end();
};

const refuseNonDocument: RequestHandler = (req, _res, next) => {
  next(isNavigation(req) ? undefined : malformed('not a navigation'));
};

function refuseWhenOff({ enabled }: BridgeRouterOptions): RequestHandler {
  return (_req, _res, next) => next(enabled ? undefined : malformed('the bridge is off'));
}

/** Every parameter once, and no other ones: two spellings of one question are an attack. */
function readQuery(req: Request, allowed: readonly string[]): Record<string, string> {
  const at = req.originalUrl.indexOf('?');
  const pairs = [...new URLSearchParams(at < 0 ? '' : req.originalUrl.slice(at))];
  const names = new Set(pairs.map(([name]) => name));
  if (names.size !== pairs.length || pairs.some(([name]) => !allowed.includes(name))) {
    throw malformed('unexpected parameters');
  }
  return Object.fromEntries(pairs);
}

/** 303, so that no method and no body goes along (RFC 9700 §4.12), and no page that repeats the URL. */
function redirect(res: Response, location: string): void {
  res.status(303).set('Location', location).end();
}

function malformed(message: string): HandoffError {
  return new HandoffError('ERR_HANDOFF_MALFORMED', message);
}

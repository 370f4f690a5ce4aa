import { RequestError } from 'domain-bridge/errors';
import { wantsPage } from 'domain-bridge/express';
import type { Request, RequestHandler, Response } from 'express';
import type { User } from '../../accounts/user.ts';
import { textOf } from '../form-fields.ts';
import type { PageParts } from '../load-page.ts';
import { readUser } from '../signed-in.ts';

/** How long ago an administrator may have signed in: a browser left open is not enough to take over a shop. */
const FRESH_SECONDS = 15 * 60;

/** What the gate is made of. */
export interface GateParts extends PageParts {
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Does something that administrators alone may do. */
export type AdminHandler = (admin: User, req: Request, res: Response) => Promise<void>;

/**
 * Runs a handler for administrators who have signed in within the last 15 minutes, each time anew. Nobody
 * signed in, or too long ago: to the sign-in and back. Other users: `not_found` 404, as for any unknown page.
 */
export function forAdmin(parts: GateParts, handle: AdminHandler): RequestHandler {
  const { bridge, users, clock } = parts;
  return async function admitAdmin(req, res) {
    const session = await bridge.shopper(req, res).session();
    const user = await readUser(users, session);
    if (!user || session.state !== 'authenticated') return leadToSignIn(req, res, {});
    if (user.role !== 'admin' || session.role !== 'admin') throw unknownPage();
    const age = Math.floor(clock() / 1000) - session.signedInAt;
    if (age >= FRESH_SECONDS) return leadToSignIn(req, res, { again: '1' });
    await handle(user, req, res);
  };
}

/** Programs are told; a page comes back to where it was, a form to the page it stood on. */
function leadToSignIn(req: Request, res: Response, again: { again?: '1' }): void {
  if (!wantsPage(req)) {
    throw new RequestError(401, 'sign_in_required', 'This takes a sign-in of the last 15 minutes.');
  }
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  const next = (isRead ? req.originalUrl : textOf(req, 'return')) || '/admin';
  res
    .status(303)
    .set('Location', `/login?${new URLSearchParams({ next, ...again })}`)
    .end();
}

function unknownPage(): RequestError {
  return new RequestError(404, 'not_found', 'There is no such page.');
}

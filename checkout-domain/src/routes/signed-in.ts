import { isForm, withNotice } from '@domain-bridge/storefront/api';
import { RequestError } from 'domain-bridge/errors';
import { type Bridge, wantsPage } from 'domain-bridge/express';
import type { AuthenticatedSession, Session } from 'domain-bridge/session';
import type { Request, Response } from 'express';
import type { User, UserId } from '../accounts/user.ts';
import type { UserStore } from '../accounts/user-store.ts';

/**
 * The session of a request that only a signed-in user may make.
 *
 * @throws {RequestError} `sign_in_required` 401.
 */
export async function requireSignIn(
  bridge: Bridge,
  req: Request,
  res: Response,
): Promise<AuthenticatedSession> {
  const session = await bridge.shopper(req, res).session();
  if (session.state === 'authenticated') return session;
  throw new RequestError(401, 'sign_in_required', 'Please sign in first.');
}

/**
 * The same for a form of a page: who is not signed in is led there, and back to `page`.
 *
 * @returns Null when the answer has been given.
 * @throws {RequestError} `sign_in_required` 401, to programs.
 */
export async function signInFirst(
  bridge: Bridge,
  req: Request,
  res: Response,
  page: string,
): Promise<AuthenticatedSession | null> {
  const session = await bridge.shopper(req, res).session();
  if (session.state !== 'authenticated' && isForm(req) && wantsPage(req)) {
    res
      .status(303)
      .set('Location', withNotice(signInPath(page), 'sign_in_required'))
      .end();
    return null;
  }
  return requireSignIn(bridge, req, res);
}

/** The user of a session, or null: nobody is signed in, or the user is no more. */
export async function readUser(
  users: Pick<UserStore, 'read'>,
  session: Session,
): Promise<User | null> {
  return session.state === 'authenticated' ? users.read(session.entity as UserId) : null;
}

/** The sign-in page with the way back to `path`. */
export function signInPath(path: string): string {
  return `/login?${new URLSearchParams({ next: path })}`;
}

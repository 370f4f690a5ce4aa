import { RequestError } from 'domain-bridge/errors';
import type { Bridge } from 'domain-bridge/express';
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

/** The user of a session, or null: nobody is signed in, or the user is no more. */
export async function readUser(users: UserStore, session: Session): Promise<User | null> {
  return session.state === 'authenticated' ? users.read(session.entity as UserId) : null;
}

/** The sign-in page with the way back to `path`. */
export function signInPath(path: string): string {
  return `/login?${new URLSearchParams({ next: path })}`;
}

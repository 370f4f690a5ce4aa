import type { Chrome } from '@domain-bridge/storefront/pages';
import { buildChrome } from '@domain-bridge/storefront/views';
import type { Bridge } from 'domain-bridge/express';
import type { Session } from 'domain-bridge/session';
import type { ShoppingState } from 'domain-bridge/state';
import type { Request, RequestHandler, Response } from 'express';
import type { User } from '../accounts/user.ts';
import type { UserStore } from '../accounts/user-store.ts';
import { readUser, signInPath } from './signed-in.ts';

/** What every page of checkout is made of. */
export interface PageParts {
  readonly bridge: Bridge;
  readonly users: Pick<UserStore, 'read'>;
}

/** A page before its content. */
export interface LoadedPage {
  readonly chrome: Chrome;
  readonly session: Session;
  readonly state: ShoppingState;
  /** Null: nobody is signed in. */
  readonly user: User | null;
}

/** Loads what is around every page. What is to be said of the session is said by it: call it to show a page. */
export async function loadPage(
  { bridge, users }: PageParts,
  req: Request,
  res: Response,
  title: string,
): Promise<LoadedPage> {
  const shopper = bridge.shopper(req, res);
  const session = await shopper.session();
  const state = await shopper.state();
  const user = await readUser(users, session);
  const notice = await shopper.notice();
  const facts = { title, session, state, notice, ...(user && { userEmail: user.email }) };
  return { chrome: buildChrome(bridge, req, facts), session, state, user };
}

/** Shows a page of somebody who is signed in. */
export type UserHandler = (user: User, req: Request, res: Response) => Promise<void>;

/** A page for the signed-in user; sends everybody else to sign in and back. */
export function forUser({ bridge, users }: PageParts, show: UserHandler): RequestHandler {
  return async (req, res) => {
    const user = await readUser(users, await bridge.shopper(req, res).session());
    if (user) return show(user, req, res);
    res.status(303).set('Location', signInPath(req.path)).end();
  };
}

/** A refused form leaves its action in the address bar; whoever presses Enter there means the page. */
export function leadTo(page: string): RequestHandler {
  return (_req, res) => {
    res.status(303).set('Location', page).end();
  };
}

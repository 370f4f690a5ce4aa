import type { Chrome, SafeHtml } from '@domain-bridge/storefront/pages';
import { buildChrome } from '@domain-bridge/storefront/views';
import { RequestError } from 'domain-bridge/errors';
import type { Bridge } from 'domain-bridge/express';
import { safeReturnPath } from 'domain-bridge/handoff';
import { type Request, type Response, Router } from 'express';
import { passwordRules } from '../accounts/password-rules.ts';
import type { User } from '../accounts/user.ts';
import type { UserStore } from '../accounts/user-store.ts';
import type { Order, OrderId } from '../orders/order.ts';
import type { OrderStore } from '../orders/order-store.ts';
import { accountPage } from '../pages/account-page.ts';
import { orderPage } from '../pages/order-page.ts';
import { registerPage } from '../pages/register-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { orderModel } from './order-model.ts';
import { readUser, signInPath } from './signed-in.ts';

/** What the pages around an account are made of. */
export interface AccountPagesOptions {
  readonly bridge: Bridge;
  readonly users: UserStore;
  readonly orders: OrderStore;
}

/** How roles are called on pages. */
const ROLE_NAMES: Readonly<Record<User['role'], string>> = {
  customer: 'Customer',
  wholesale: 'Wholesale customer',
  admin: 'Administrator',
};

const ORDERS_A_PAGE = 50;

interface Page {
  readonly user: User | null;
  readonly chrome: Chrome;
}

/** Sign-in, registration, account and orders. */
export function createAccountPages({ bridge, users, orders }: AccountPagesOptions): Router {
  const router = Router();
  const load = async (req: Request, res: Response, title: string): Promise<Page> => {
    const shopper = bridge.shopper(req, res);
    const session = await shopper.session();
    const user = await readUser(users, session);
    const state = await shopper.state();
    const facts = { title, session, state, ...(user && { userEmail: user.email }) };
    return { user, chrome: buildChrome(bridge, req, facts) };
  };
  /** Runs a page for the signed-in user; sends everybody else to sign in and back. */
  const forUser =
    (title: string, show: (user: User, chrome: Chrome, req: Request) => Promise<SafeHtml>) =>
    async (req: Request, res: Response): Promise<void> => {
      const { user, chrome } = await load(req, res, title);
      if (user) return void res.send(String(await show(user, chrome, req)));
      res.status(303).set('Location', signInPath(req.path)).end();
    };

  router.get('/login', async (req, res) => {
    const next = nextPath(bridge, req.query.next);
    const { chrome, user } = await load(req, res, 'Sign in');
    if (user) return void res.status(303).set('Location', next).end();
    res.send(String(signInPage(chrome, { next, registerHref: withNext('/register', next) })));
  });

  // A refused form leaves its action in the address bar; whoever presses Enter there means the page.
  for (const page of ['/login', '/register']) {
    router.get(`/api${page}`, (_req, res) => {
      res.status(303).set('Location', page).end();
    });
  }

  router.get('/register', async (req, res) => {
    const next = nextPath(bridge, req.query.next);
    const { chrome, user } = await load(req, res, 'Create an account');
    if (user) return void res.status(303).set('Location', next).end();
    const signInHref = withNext('/login', next);
    res.send(String(registerPage(chrome, { next, rules: passwordRules, signInHref })));
  });

  router.get(
    '/account',
    forUser('Your account', async (user, chrome, req) => {
      const before = typeof req.query.before === 'string' ? req.query.before : undefined;
      const page = { limit: ORDERS_A_PAGE, ...(before && { before: before as OrderId }) };
      const placed = await orders.list(user.id, page);
      const { email, role, createdAt: memberSince } = user;
      const oldest = placed.length === ORDERS_A_PAGE ? placed.at(-1) : undefined;
      return accountPage(chrome, {
        email,
        role: ROLE_NAMES[role],
        memberSince,
        orders: placed.map(orderSummary),
        ...(oldest && { olderHref: `/account?${new URLSearchParams({ before: oldest.id })}` }),
      });
    }),
  );

  router.get(
    '/orders/:id',
    forUser('Your order', async (user, chrome, req) => {
      const order = await orders.find(user.id, String(req.params.id));
      if (!order) throw new RequestError(404, 'not_found', 'There is no such order.');
      const justPlaced = req.query.placed === '1';
      return orderPage(chrome, orderModel(order, { justPlaced, shopHref: chrome.links.shop }));
    }),
  );
  return router;
}

/** Where to go after signing in; always on this domain. */
export function nextPath({ parts }: Bridge, next: unknown): string {
  return safeReturnPath(typeof next === 'string' ? next : null, parts.returnPaths);
}

function withNext(path: string, next: string): string {
  return `${path}?${new URLSearchParams({ next })}`;
}

function orderSummary({ id, placedAt, total, lines }: Order) {
  const itemCount = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return { id, placedAt, total, itemCount, href: `/orders/${id}` };
}

import { RequestError } from 'domain-bridge/errors';
import type { Bridge } from 'domain-bridge/express';
import { safeReturnPath } from 'domain-bridge/handoff';
import { Router } from 'express';
import { passwordRules } from '../accounts/password-rules.ts';
import type { UserStore } from '../accounts/user-store.ts';
import type { Order, OrderId } from '../orders/order.ts';
import type { OrderStore } from '../orders/order-store.ts';
import { accountPage } from '../pages/account-page.ts';
import { orderPage } from '../pages/order-page.ts';
import { registerPage } from '../pages/register-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { forUser, leadTo, loadPage } from './load-page.ts';
import { orderModel } from './order-model.ts';
import { ROLE_NAMES } from './role-names.ts';

/** What the pages around an account are made of. */
export interface AccountPagesOptions {
  readonly bridge: Bridge;
  readonly users: UserStore;
  readonly orders: OrderStore;
}

const ORDERS_A_PAGE = 50;

/** Sign-in, registration, account and orders. */
export function createAccountPages({ bridge, users, orders }: AccountPagesOptions): Router {
  const router = Router();
  const parts = { bridge, users };

  router.get('/login', async (req, res) => {
    const next = nextPath(bridge, req.query.next);
    const again = req.query.again === '1';
    const { chrome, user } = await loadPage(parts, req, res, 'Sign in');
    if (user && !again) return void res.status(303).set('Location', next).end();
    const registerHref = withNext('/register', next);
    const known = user && { email: user.email };
    res.send(String(signInPage(chrome, { next, registerHref, again, ...known })));
  });

  for (const page of ['/login', '/register']) router.get(`/api${page}`, leadTo(page));

  router.get('/register', async (req, res) => {
    const next = nextPath(bridge, req.query.next);
    const { chrome, user } = await loadPage(parts, req, res, 'Create an account');
    if (user) return void res.status(303).set('Location', next).end();
    const signInHref = withNext('/login', next);
    res.send(String(registerPage(chrome, { next, rules: passwordRules, signInHref })));
  });

  router.get(
    '/account',
    forUser(parts, async (user, req, res) => {
      const { chrome } = await loadPage(parts, req, res, 'Your account');
      const before = typeof req.query.before === 'string' ? req.query.before : undefined;
      const page = { limit: ORDERS_A_PAGE, ...(before && { before: before as OrderId }) };
      const placed = await orders.list(user.id, page);
      const sessions = await bridge.shopper(req, res).sessions();
      const { email, role, createdAt: memberSince } = user;
      const oldest = placed.length === ORDERS_A_PAGE ? placed.at(-1) : undefined;
      const model = {
        email,
        role: ROLE_NAMES[role],
        memberSince,
        sessionCount: sessions.length,
        isAdmin: role === 'admin',
        orders: placed.map(orderSummary),
        ...(oldest && { olderHref: `/account?${new URLSearchParams({ before: oldest.id })}` }),
      };
      res.send(String(accountPage(chrome, model)));
    }),
  );

  router.get(
    '/orders/:id',
    forUser(parts, async (user, req, res) => {
      const order = await orders.find(user.id, String(req.params.id));
      if (!order) throw new RequestError(404, 'not_found', 'There is no such order.');
      const { chrome } = await loadPage(parts, req, res, 'Your order');
      const justPlaced = req.query.placed === '1';
      const model = orderModel(order, { justPlaced, shopHref: chrome.links.shop });
      res.send(String(orderPage(chrome, model)));
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

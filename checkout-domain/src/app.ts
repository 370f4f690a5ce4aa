import { type AppFrameOptions, createAppFrame } from '@domain-bridge/storefront/app';
import type { AuditTrail, Invalidator } from 'domain-bridge/invalidation';
import type { Express } from 'express';
import type { Authenticator } from './accounts/authenticate.ts';
import type { PasswordChange } from './accounts/change-password.ts';
import type { EndLimiter } from './accounts/end-limiter.ts';
import type { PasswordReset } from './accounts/password-reset.ts';
import type { Registration } from './accounts/register.ts';
import type { UserChanges } from './accounts/user-changes.ts';
import type { UserSearch } from './accounts/user-search.ts';
import type { UserStore } from './accounts/user-store.ts';
import type { OrderDesk } from './orders/place-order.ts';
import { createAccountApi } from './routes/account-api.ts';
import { createAccountPages } from './routes/account-pages.ts';
import { createAdminRouter } from './routes/admin/admin-router.ts';
import { createCheckoutPage } from './routes/checkout-page.ts';
import { createOrderApi } from './routes/order-api.ts';
import { createPasswordRoutes } from './routes/password-routes.ts';
import { createResetRoutes } from './routes/reset-routes.ts';
import { createSessionRoutes } from './routes/session-routes.ts';

/** What the checkout domain is made of. */
export interface CheckoutDeps extends Omit<AppFrameOptions, 'gates' | 'guards' | 'routes'> {
  readonly users: UserStore;
  readonly changes: UserChanges;
  readonly search: UserSearch;
  readonly authenticator: Authenticator;
  readonly registration: Registration;
  readonly passwords: PasswordChange;
  readonly resets: PasswordReset;
  readonly ends: EndLimiter;
  readonly invalidator: Invalidator;
  readonly audit: AuditTrail;
  /** Names of the streams that learn of changes. */
  readonly peers: readonly string[];
  readonly desk: OrderDesk;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Where hand-offs and sign-ins may lead on the checkout domain. */
export const CHECKOUT_RETURN_PATHS = {
  fallback: '/checkout',
  allowed: [
    '/checkout',
    '/account',
    '/account/*',
    '/login',
    '/register',
    '/orders/*',
    '/admin',
    '/admin/*',
  ],
} as const;

/** The checkout domain: sign-in, account, orders and administration. */
export function createApp(deps: CheckoutDeps): Express {
  const { bridge, desk } = deps;
  return createAppFrame({
    ...deps,
    routes: [
      createAccountApi(deps),
      createPasswordRoutes(deps),
      createResetRoutes(deps),
      createSessionRoutes(deps),
      createOrderApi(bridge, desk),
      createCheckoutPage(deps),
      createAccountPages({ ...deps, orders: desk.orders }),
      createAdminRouter(deps),
    ],
  });
}

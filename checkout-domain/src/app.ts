import { type AppFrameOptions, createAppFrame } from '@domain-bridge/storefront/app';
import type { Express } from 'express';
import type { Authenticator } from './accounts/authenticate.ts';
import type { Registration } from './accounts/register.ts';
import type { UserStore } from './accounts/user-store.ts';
import type { OrderDesk } from './orders/place-order.ts';
import { createAccountApi } from './routes/account-api.ts';
import { createAccountPages } from './routes/account-pages.ts';
import { createCheckoutPage } from './routes/checkout-page.ts';
import { createOrderApi } from './routes/order-api.ts';

/** What the checkout domain is made of. */
export interface CheckoutDeps extends Omit<AppFrameOptions, 'gates' | 'guards' | 'routes'> {
  readonly users: UserStore;
  readonly authenticator: Authenticator;
  readonly registration: Registration;
  readonly desk: OrderDesk;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Where hand-offs and sign-ins may lead on the checkout domain. */
export const CHECKOUT_RETURN_PATHS = {
  fallback: '/checkout',
  allowed: ['/checkout', '/account', '/login', '/register', '/orders/*'],
} as const;

/** The checkout domain: sign-in, account and orders. */
export function createApp(deps: CheckoutDeps): Express {
  const { bridge, catalogue, users, authenticator, registration, desk, clock } = deps;
  return createAppFrame({
    ...deps,
    routes: [
      createAccountApi({ bridge, users, authenticator, registration }),
      createOrderApi(bridge, desk),
      createCheckoutPage({ bridge, users, catalogue, clock }),
      createAccountPages({ bridge, users, orders: desk.orders }),
    ],
  });
}

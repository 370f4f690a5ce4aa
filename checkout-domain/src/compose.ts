import {
  type ComposedDomain,
  createDomainBridge,
  type DomainContext,
} from '@domain-bridge/storefront/app';
import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { SHOP_NAME } from '@domain-bridge/storefront/pages';
import { removeExpiredAttempts } from './accounts/attempt-counter.ts';
import { createAuthenticator } from './accounts/authenticate.ts';
import type { PasswordHasher } from './accounts/password-hasher.ts';
import { createRegistration } from './accounts/register.ts';
import { createRegistrationLimiter } from './accounts/registration-limiter.ts';
import { createSignInLimiter } from './accounts/sign-in-limiter.ts';
import { CHECKOUT_RETURN_PATHS, createApp } from './app.ts';
import type { CheckoutStore } from './store/checkout-store.ts';
import { keptSecret } from './store/settings.ts';

/** What the checkout domain needs beside the context: parts that the start uses as well. */
export interface CheckoutParts {
  /** On the database of the context. */
  readonly store: CheckoutStore;
  readonly hasher: PasswordHasher;
}

/** Puts the checkout domain together. */
export function composeCheckout(
  context: DomainContext,
  { store, hasher }: CheckoutParts,
): ComposedDomain {
  const { config, db, clock } = context;
  const { bridge: stores, users, orders } = store;
  const { states, replays, sessions, ordered } = stores;
  const bridge = createDomainBridge({
    ...context,
    stores,
    returnPaths: CHECKOUT_RETURN_PATHS,
    pairwiseKey: keptSecret(db, 'pairwise-key'),
  });
  const { accounts } = bridge.parts;
  if (!accounts) throw new TypeError('the checkout domain keeps carts with its accounts');
  const limits = { db, key: keptSecret(db, 'attempts-key') };
  const app = createApp({
    ...context,
    bridge,
    catalogue: demoCatalogue,
    trustProxy: config.trustProxy,
    users,
    authenticator: createAuthenticator({ users, hasher, limiter: createSignInLimiter(limits) }),
    registration: createRegistration({
      users,
      hasher,
      limiter: createRegistrationLimiter(limits),
      clock,
      shopName: SHOP_NAME,
    }),
    desk: { orders, accounts, states, ordered, catalogue: demoCatalogue, clock },
  });
  const attempts = { sweep: async (now: number) => removeExpiredAttempts(db, now * 1000) };
  return { app, swept: [states, replays, sessions, attempts] };
}

import { type AppFrameOptions, createAppFrame } from '@domain-bridge/storefront/app';
import type { Express } from 'express';
import {
  refuseCredentialBody,
  refuseCredentialQuery,
  refuseSignIns,
} from './routes/refuse-credentials.ts';
import { createShopPages } from './routes/shop-pages.ts';
import { createSignInRedirects } from './routes/sign-in-redirects.ts';

/** What the shopping domain is made of. */
export interface ShoppingDeps extends Omit<AppFrameOptions, 'gates' | 'guards' | 'routes'> {
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Where hand-offs may lead on the shopping domain. */
export const SHOPPING_RETURN_PATHS = {
  fallback: '/',
  allowed: ['/', '/cart', '/products/*'],
} as const;

/** The shopping domain: browsing and cart. It has no users and reads no credential. */
export function createApp(deps: ShoppingDeps): Express {
  const { bridge, catalogue, clock } = deps;
  return createAppFrame({
    ...deps,
    gates: [refuseSignIns, refuseCredentialQuery],
    guards: [refuseCredentialBody],
    routes: [createSignInRedirects(bridge), createShopPages({ bridge, catalogue, clock })],
  });
}

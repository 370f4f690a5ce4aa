import type { DomainContext } from '@domain-bridge/storefront/app';
import { RequestError } from 'domain-bridge/errors';
import { createHooksRouter, HOOKS_PATH } from 'domain-bridge/express';
import {
  createAcknowledgementWait,
  createForeignEventVerifier,
  SHOPPING_STREAM,
  type UserDirectory,
} from 'domain-bridge/invalidation';
import { type RequestHandler, Router } from 'express';
import type { CheckoutConfig } from '../config.ts';
import type { CheckoutStore } from '../store/checkout-store.ts';

/** Whoever learns of changes. */
export const PEERS: readonly string[] = [SHOPPING_STREAM];

/** The hooks for admin tools; without a credential nobody is told that there could be any. */
export function composeHooks(
  { config, clock, scheduler, log }: DomainContext<CheckoutConfig>,
  { audit, bridge }: CheckoutStore,
  users: UserDirectory,
): readonly Router[] {
  const { hookCredentials: credentials, eventIssuers: issuers } = config;
  if (credentials.length === 0) return [Router().use('/hooks', refuseHooks)];
  const audience = config.checkout.href;
  const hooks = createHooksRouter({
    credentials,
    users,
    invalidator: bridge.invalidator,
    audit,
    whenAcknowledged: createAcknowledgementWait({ audit, peers: PEERS, scheduler }),
    peers: PEERS,
    clock,
    ...(issuers.length > 0 && {
      foreignEvents: createForeignEventVerifier({ issuers, audience, fetch, clock }),
    }),
    onError: (err, { status, code }) =>
      log[status >= 500 ? 'error' : 'info']({ err, status, code }, 'hook refused'),
  });
  return [Router().use(HOOKS_PATH, hooks).use('/hooks', refuseHooks)];
}

/** Before anything looks at origins or bodies: what there is not, has no opinion about them. */
const refuseHooks: RequestHandler = (_req, _res, next) => {
  next(new RequestError(404, 'not_found', 'There is no such page.'));
};

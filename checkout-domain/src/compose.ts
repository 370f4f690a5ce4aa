import {
  type BackgroundTask,
  type ComposedDomain,
  createDomainBridge,
  createPeerLink,
  type DomainContext,
  logDelivery,
  type PeerLink,
} from '@domain-bridge/storefront/app';
import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { type Bridge, createTransmitterRouter } from 'domain-bridge/express';
import { createTransmitter, type SigningKeys, type Transmitter } from 'domain-bridge/invalidation';
import { systemRandom } from 'domain-bridge/peer';
import { removeExpiredAttempts } from './accounts/attempt-counter.ts';
import type { PasswordHasher } from './accounts/password-hasher.ts';
import { CHECKOUT_RETURN_PATHS, createApp } from './app.ts';
import { composeAccounts } from './compose/accounts.ts';
import { composeHooks, PEERS } from './compose/hooks.ts';
import type { CheckoutConfig } from './config.ts';
import { createSettlementDeliverer } from './orders/settlement-deliverer.ts';
import type { CheckoutStore } from './store/checkout-store.ts';
import { keptSecret } from './store/settings.ts';

/** What the checkout domain needs beside the context: parts that the start uses as well. */
export interface CheckoutParts {
  /** On the database of the context. */
  readonly store: CheckoutStore;
  readonly hasher: PasswordHasher;
  readonly signingKeys: SigningKeys;
}

/** Puts the checkout domain together. */
export function composeCheckout(
  context: DomainContext<CheckoutConfig>,
  { store, hasher, signingKeys }: CheckoutParts,
): ComposedDomain {
  const { config, db, clock } = context;
  const { states, replays, parked, sessions, ordered, invalidator } = store.bridge;
  const bridge = createDomainBridge({
    ...context,
    stores: store.bridge,
    returnPaths: CHECKOUT_RETURN_PATHS,
    pairwiseKey: keptSecret(db, 'pairwise-key'),
  });
  const { accounts: carts } = bridge.parts;
  if (!carts) throw new TypeError('the checkout domain keeps carts with its accounts');
  const link = createPeerLink(context, replays);
  const transmitter = transmit(context, store, { bridge, link, keys: signingKeys });
  const deliverer = deliverSettlements(context, store, bridge, link);
  const { mail, directory, ...accounts } = composeAccounts(context, store, hasher);
  const { users, orders, settlements: outbox, changes, search, audit } = store;
  const catalogue = demoCatalogue;
  const app = createApp({
    ...context,
    ...accounts,
    bridge,
    catalogue,
    trustProxy: config.trustProxy,
    users,
    changes,
    search,
    invalidator,
    audit,
    peers: PEERS,
    desk: {
      orders,
      accounts: carts,
      states,
      ordered,
      outbox,
      catalogue,
      clock,
      onPlaced: () => deliverer.wake(),
    },
    services: [
      createTransmitterRouter({ transmitter, guard: link.guard }),
      ...composeHooks(context, store, directory),
    ],
  });
  const attempts = { sweep: async (now: number) => removeExpiredAttempts(db, now * 1000) };
  const swept = [
    states,
    replays,
    parked,
    sessions,
    attempts,
    store.resetTokens,
    store.invalidationSweep,
  ];
  const background: readonly BackgroundTask[] = [transmitter, deliverer, mail];
  return { app, swept, background };
}

interface TransmitParts {
  readonly bridge: Bridge;
  readonly link: PeerLink;
  readonly keys: SigningKeys;
}

function transmit(
  { clock, scheduler, log }: DomainContext,
  { feed, deliveries }: CheckoutStore,
  { bridge, link, keys }: TransmitParts,
): Transmitter {
  const { pair, pairwise } = bridge.parts;
  if (!pairwise) throw new TypeError('the checkout domain names users by pseudonyms');
  return createTransmitter({
    pair,
    keys,
    pairwise,
    feed,
    deliveries,
    peer: link.client,
    clock,
    scheduler,
    random: systemRandom,
    watch: logDelivery(log),
  });
}

function deliverSettlements(
  { clock, scheduler, log }: DomainContext,
  { settlements: outbox }: CheckoutStore,
  { parts }: Bridge,
  { client: peer }: PeerLink,
) {
  return createSettlementDeliverer({
    outbox,
    parts,
    peer,
    scheduler,
    clock,
    onFailure: (failure) => log.warn(failure, 'the shop was not told of an order'),
  });
}

import { type Bridge, createBridge, type ExpressBridgeOptions } from 'domain-bridge/express';
import type { BridgeStores } from 'domain-bridge/flows';
import type { DomainConfig } from '../config.ts';
import type { Logger, PeerConnection, Setup } from '../server.ts';

/** What differs between the two ends of the bridge. */
export interface DomainOptions {
  readonly config: DomainConfig;
  readonly setup: Pick<Setup, 'bridgeKeys' | 'cookieKeys'>;
  readonly stores: BridgeStores;
  /** The way to the other server. */
  readonly peer: Pick<PeerConnection, 'url' | 'fetch'>;
  readonly returnPaths: NonNullable<ExpressBridgeOptions['returnPaths']>;
  readonly log: Logger;
  readonly clock: () => number;
  /** Checkout alone. */
  readonly pairwiseKey?: Uint8Array;
  /** Shopping alone: whether checkout was heard of lately. */
  readonly isConfirmed?: () => boolean;
}

/** This domain's end of the bridge, as the demo store configures it. */
export function createDomainBridge(options: DomainOptions): Bridge {
  const { config, setup, stores, peer, returnPaths, log, clock, pairwiseKey, isConfirmed } =
    options;
  return createBridge({
    role: config.role,
    shoppingOrigin: config.shopping.href,
    checkoutOrigin: config.checkout.href,
    bridgeKeys: setup.bridgeKeys,
    cookieKeys: setup.cookieKeys,
    stores,
    peer: { url: peer.url, fetch: peer.fetch },
    returnPaths,
    mode: config.mode,
    clock,
    stateLifetimeSeconds: config.stateLifetimeSeconds,
    sessionLifetimes: config.sessionLifetimes,
    announcesOrders: config.role === 'checkout',
    ...(pairwiseKey && { pairwiseKey }),
    ...(isConfirmed && { isConfirmed }),
    onAccept: ({ kind, visitorId }) => log.info({ kind, visitorId }, 'hand-off accepted'),
    problems: 'pass-on',
  });
}

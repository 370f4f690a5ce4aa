import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { Role } from '../crypto/direction.ts';
import type { Keyring } from '../crypto/keyring.ts';
import type { ParkedStore } from '../handoff/parked-store.ts';
import type { ReplayStore } from '../handoff/replay-store.ts';
import type { ReturnPaths } from '../handoff/return-path.ts';
import type { Invalidator } from '../invalidation/change.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import type { SessionLifetimes } from '../session/lifetime.ts';
import type { EpochStore, SessionStore } from '../session/session-store.ts';
import type { Incarnation } from '../state/account-replica.ts';
import type { OrderedDotStore } from '../state/ordered-dot-store.ts';
import type { SettlementStore } from '../state/settlement-store.ts';
import type { StateStore } from '../state/state-store.ts';
import type { BridgeModes } from './bridge-modes.ts';

/** What one domain of a split store is told. */
export interface BridgeOptions {
  /** Which side this is. */
  readonly role: Role;
  /** Origin of the shopping domain, e.g. `http://shop.example`. */
  readonly shoppingOrigin: string;
  /** Origin of the checkout domain, e.g. `https://checkout.example`. */
  readonly checkoutOrigin: string;
  /** Keys that both domains share. They seal what crosses, and nothing else. */
  readonly bridgeKeys: Keyring;
  /** Keys of this domain alone. They seal its cookies. */
  readonly cookieKeys: Keyring;
  readonly stores: BridgeStores;
  /** Where hand-offs may lead on this domain. Default: `/` on shopping and `/checkout` on checkout, nowhere else. */
  readonly returnPaths?: ReturnPaths;
  /** How long a shopping state lives after the last visit. Default: 30 days. */
  readonly stateLifetimeSeconds?: number;
  /** Default: 20 minutes idle, 8 hours signed in, 30 days recognized. */
  readonly sessionLifetimes?: SessionLifetimes;
  /** Checkout with sessions: secret under which users get their pseudonyms; 32 bytes that never change. */
  readonly pairwiseKey?: Uint8Array;
  /**
   * Shopping: whether this domain has heard from checkout lately, e.g. `Lease.isFresh`. While it has not,
   * recognized shoppers are served as anonymous, with their cart. Default: always.
   */
  readonly isConfirmed?: () => boolean;
  /**
   * Checkout: whether it tells the shop of orders (`sealSettled`). Then its tokens carry return handles too,
   * which a shop from before there were any refuses. Default: false.
   */
  readonly announcesOrders?: boolean;
  /**
   * Characters of a token beyond which its state is parked, 0 to 6,000. Default: 2,000; without
   * `stores.parked` 6,000, and what is longer is refused.
   */
  readonly maxInlineCharacters?: number;
  /**
   * Bytes of the state cookie, name included, beyond which the state lives in the store alone: 512 to 4,096, which
   * is what browsers take. Default: 3,000, because proxies overflow earlier.
   */
  readonly maxCookieBytes?: number;
  /** How tokens are spelt, for each direction; the other domain must be told the same. Default: both encrypted. */
  readonly modes?: BridgeModes;
  /** How the other server is reached, to fetch what it has parked. */
  readonly peer?: PeerAddress;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: the system's. */
  readonly random?: Random;
}

/** How one server reaches the other. */
export interface PeerAddress {
  /** Where it listens, e.g. `https://checkout.internal:8443`. Default: the other domain's origin. */
  readonly url?: string;
  /** Default: the platform's, which takes a certificate that the system believes. */
  readonly fetch?: PeerFetch;
}

/** The stores of one domain. */
export interface BridgeStores {
  readonly states: StateStore;
  readonly replays: ReplayStore;
  /** Keeps states that are too large for a link until the other server has fetched them. */
  readonly parked?: ParkedStore;
  /** Left out by adopters who keep sessions of their own. */
  readonly sessions?: SessionStore;
  /** Goes with `sessions`. */
  readonly epochs?: EpochStore;
  /** Checkout: ends sessions on both domains. Without it a sign-out reaches the shop by a crossing alone. */
  readonly invalidator?: Invalidator;
  /** Checkout: keeps writers apart from what they wrote before the store was restored from an older copy. */
  readonly incarnation?: Incarnation;
  /** Checkout: keeps what was ordered from coming back. */
  readonly ordered?: OrderedDotStore;
  /**
   * Shopping: keeps what checkout tells of orders, so that the ordered lines leave the cart without a
   * crossing. Not for a store with a cart of its own.
   */
  readonly settlements?: SettlementStore;
}

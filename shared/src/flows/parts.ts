import type { Clock } from '../core/clock.ts';
import type { Origin } from '../core/origin.ts';
import type { Random } from '../core/random.ts';
import { type DomainPair, peerOf, type Role } from '../crypto/direction.ts';
import type { Sealer } from '../crypto/sealer.ts';
import type { ReplayStore } from '../handoff/replay-store.ts';
import type { ReturnPaths } from '../handoff/return-path.ts';
import type { TokenCodec } from '../handoff/token-codec.ts';
import type { Invalidator } from '../invalidation/change.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { EpochStore } from '../session/session-store.ts';
import type { AccountReplica } from '../state/account-replica.ts';
import type { BrowserReplica } from '../state/browser-replica.ts';
import type { OrderedDotStore } from '../state/ordered-dot-store.ts';
import type { SettlementStore } from '../state/settlement-store.ts';
import type { CarriedState } from './carried-state.ts';

/** The parts that the flows of one domain play together; `createParts` makes them. */
export interface BridgeParts {
  readonly role: Role;
  readonly pair: DomainPair;
  readonly clock: Clock;
  readonly random: Random;
  /** Spells tokens for the other domain. */
  readonly outgoing: TokenCodec;
  /** Reads tokens for this domain. */
  readonly incoming: TokenCodec;
  /** Seals on checkout what it tells of an order, and opens it on shopping. */
  readonly settled: Sealer;
  readonly browser: BrowserReplica;
  /** How long a shopping state lives after the last visit. */
  readonly stateLifetimeSeconds: number;
  /** What a local cart is compared with; see `createCarried`. */
  readonly carried: CarriedState;
  readonly replays: ReplayStore;
  readonly returnPaths: ReturnPaths;
  /** Left out by adopters whose sessions are their own; then no link is made or followed. */
  readonly sessions?: SessionKeeper;
  /** Goes with `sessions`. */
  readonly epochs?: EpochStore;
  /** Whether recognized sessions may be believed at this moment. */
  readonly isConfirmed: () => boolean;
  /** Checkout alone: ends sessions on both domains. */
  readonly invalidator?: Invalidator;
  /** Checkout alone. */
  readonly accounts?: AccountReplica;
  /** Checkout alone: what was ordered never comes back. */
  readonly ordered?: OrderedDotStore;
  /** Checkout alone: whether its tokens carry return handles. */
  readonly announcesOrders: boolean;
  /** Shopping alone: what checkout has told of orders. Without it none of its tokens carries a return handle. */
  readonly settlements?: SettlementStore;
  /** Checkout alone: the pseudonym of a user towards the shop. */
  readonly pairwise?: (entity: string) => string;
}

/** Our own origin. */
export function selfOf({ pair, role }: Pick<BridgeParts, 'pair' | 'role'>): Origin {
  return pair[role];
}

/** The origin of the other domain. */
export function peerOriginOf({ pair, role }: Pick<BridgeParts, 'pair' | 'role'>): Origin {
  return pair[peerOf(role)];
}

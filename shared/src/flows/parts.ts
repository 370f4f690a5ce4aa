import type { Clock } from '../core/clock.ts';
import type { Origin } from '../core/origin.ts';
import type { Random } from '../core/random.ts';
import { type DomainPair, peerOf, type Role } from '../crypto/direction.ts';
import type { Sealer } from '../crypto/sealer.ts';
import type { ParkedStore } from '../handoff/parked-store.ts';
import type { ReplayStore } from '../handoff/replay-store.ts';
import type { ReturnPaths } from '../handoff/return-path.ts';
import type { Invalidator } from '../invalidation/change.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { EpochStore } from '../session/session-store.ts';
import type { AccountReplica } from '../state/account-replica.ts';
import type { BrowserReplica } from '../state/browser-replica.ts';
import type { OrderedDotStore } from '../state/ordered-dot-store.ts';
import type { SettlementStore } from '../state/settlement-store.ts';
import type { CarriedState } from './carried-state.ts';
import type { Crossing } from './crossing.ts';

/** The parts that the flows of one domain play together; `createParts` makes them. */
export interface BridgeParts extends Crossing {
  readonly role: Role;
  readonly pair: DomainPair;
  readonly clock: Clock;
  readonly random: Random;
  readonly browser: BrowserReplica;
  /** How long a shopping state lives after the last visit. */
  readonly stateLifetimeSeconds: number;
  /** What a local cart is compared with; see `createCarried`. */
  readonly carried: CarriedState;
  /** Seals whose cart a browser holds, on a shop that gets no links. */
  readonly ownerCookie: Sealer;
  readonly replays: ReplayStore;
  readonly returnPaths: ReturnPaths;
  /** Where states wait that are too large for a link. Without it such a hand-off is refused. */
  readonly parked?: ParkedStore;
  /** Characters of a token beyond which its state is parked. */
  readonly inlineCharacters: number;
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

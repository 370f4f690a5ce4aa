import type { Clock } from '../core/clock.ts';
import type { Origin } from '../core/origin.ts';
import type { Random } from '../core/random.ts';
import { type DomainPair, peerOf, type Role } from '../crypto/direction.ts';
import type { Sealer } from '../crypto/sealer.ts';
import type { ReplayStore } from '../handoff/replay-store.ts';
import type { ReturnPaths } from '../handoff/return-path.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { EpochStore } from '../session/session-store.ts';
import type { AccountReplica } from '../state/account-replica.ts';
import type { BrowserReplica } from '../state/browser-replica.ts';
import type { OrderedDotStore } from '../state/ordered-dot-store.ts';
import type { CarriedState } from './carried-state.ts';

/** The parts that the flows of one domain play together; `createParts` makes them. */
export interface BridgeParts {
  readonly role: Role;
  readonly pair: DomainPair;
  readonly clock: Clock;
  readonly random: Random;
  /** Seals tokens for the other domain. */
  readonly outgoing: Sealer;
  /** Opens tokens for this domain. */
  readonly incoming: Sealer;
  readonly browser: BrowserReplica;
  /** What a local cart is compared with; see `createCarried`. */
  readonly carried: CarriedState;
  readonly replays: ReplayStore;
  readonly returnPaths: ReturnPaths;
  /** Left out by adopters whose sessions are their own; then no link is made or followed. */
  readonly sessions?: SessionKeeper;
  /** Goes with `sessions`. */
  readonly epochs?: EpochStore;
  /** Checkout alone. */
  readonly accounts?: AccountReplica;
  /** Checkout alone: what was ordered never comes back. */
  readonly ordered?: OrderedDotStore;
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

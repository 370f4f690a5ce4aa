import type { Clock } from '../core/clock.ts';
import type { SlasError } from './errors.ts';
import type { PairSeal } from './pair-seal.ts';
import type { CallName } from './plan.ts';
import type { PlanServices } from './run-plan.ts';

import type { BridgeMode, Entry, ShopperEvent } from './situation.ts';
import type { ShopperStorage } from './storage.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** Something that happened to a shopper; for the log. Holds no token, cookie or address. */
export interface BridgeNews {
  readonly entry: Entry;
  readonly event: ShopperEvent;
  /** Calls that were made, in order; the last one is the one that failed, where one did. */
  readonly calls: readonly CallName[];
  /** What kept the plan from its end. */
  readonly failure: SlasError | null;
}

/** What every visit is made with. */
export interface BridgeParts {
  readonly services: Omit<PlanServices, 'onCall'>;
  readonly storage: ShopperStorage;
  readonly verifier: TokenVerifier;
  readonly mode: BridgeMode;
  /** Null under Hybrid Auth: there the platform ties the two together. */
  readonly seal: PairSeal | null;
  readonly clock: Clock;
  readonly onNews: (news: BridgeNews) => void;
}

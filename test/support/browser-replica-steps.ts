import {
  SETTLE_AFTER_SECONDS,
  SETTLED_GRACE_SECONDS,
} from '../../shared/src/state/browser-replica.ts';
import { addToLine, removeLines } from '../../shared/src/state/operations.ts';
import type { StateRecord } from '../../shared/src/state/record.ts';
import { onState } from '../../shared/src/state/replica.ts';
import type { StateStore } from '../../shared/src/state/state-store.ts';
import { type BrowserReplicaWorld, cookieOf } from './browser-replica-world.ts';

/** What the steps act on. */
export interface Stage {
  readonly store: StateStore;
  readonly world: BrowserReplicaWorld;
}

/** What a test does with the replica of a browser: each step takes a cookie and gives the one that comes back. */
export class BrowserReplicaSteps {
  readonly #now: () => Stage;

  /** @param now The store and replica of the moment: a test may put others in their place. */
  constructor(now: () => Stage) {
    this.#now = now;
  }

  readonly add = async (cookie: string | null, sku: string, quantity = 1): Promise<string> => {
    const jar = this.#now().world.request(cookie);
    await this.#now().world.replica.change(jar, onState(addToLine({ sku }, quantity)));
    return cookieOf(jar);
  };

  readonly remove = async (cookie: string, sku: string): Promise<string> => {
    const jar = this.#now().world.request(cookie);
    await this.#now().world.replica.change(jar, onState(removeLines([sku])));
    return cookieOf(jar);
  };

  readonly look = async (cookie: string): Promise<string> => {
    const jar = this.#now().world.request(cookie);
    await this.#now().world.replica.read(jar);
    return cookieOf(jar);
  };

  readonly latest = (cookie: string, of = this.#now().world): Promise<StateRecord> =>
    of.replica.readLatest(of.request(cookie));

  /** A cookie whose version is known to have come back, and whose record the store has dropped. */
  readonly settled = async (cookie: string): Promise<string> => {
    this.#now().world.clock.advance(SETTLE_AFTER_SECONDS);
    const after = await this.look(cookie);
    if (this.#now().world.open(after).pending) throw new Error('the cookie did not settle');
    await this.sweepLater(SETTLED_GRACE_SECONDS);
    return after;
  };

  readonly sweepLater = async (seconds: number): Promise<void> => {
    this.#now().world.clock.advance(seconds);
    await this.#now().store.sweep(Math.floor(this.#now().world.clock.now() / 1000));
  };
}

/** The SKUs of a record, sorted. */
export function skus({ state }: StateRecord): string[] {
  return [...state.lines.keys()].sort();
}

/** A store that is away. */
export function brokenStore(): StateStore {
  const fail = async (): Promise<never> => {
    throw new Error('the store is away');
  };
  return { read: fail, compareAndSet: fail, settle: fail, sweep: fail };
}

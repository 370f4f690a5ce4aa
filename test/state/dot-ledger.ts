import { decodeRecord } from '../../shared/src/state/record.ts';
import type { ShoppingState } from '../../shared/src/state/shopping-state.ts';
import type { StateStore } from '../../shared/src/state/state-store.ts';

/**
 * Writes down what every dot was ever used for, on either domain, and objects when one is used for a
 * second thing. No dot is in use that never stood in a stored record, so watching the stores is enough.
 */
export class DotLedger {
  readonly #uses = new Map<string, string>();

  /** Notes the dots of a state. */
  note({ lines, promotions, registers, vector }: ShoppingState): void {
    for (const [kind, map] of Object.entries({ lines, promotions, registers })) {
      for (const [key, pairs] of map) {
        for (const { actor, counter, value } of pairs) {
          this.#claim(`${actor}.${counter}`, JSON.stringify([kind, key, value]));
          if ((vector.get(actor) ?? 0) < counter)
            throw new Error('a write its vector has not seen');
        }
      }
    }
  }

  #claim(dot: string, use: string): void {
    const before = this.#uses.get(dot);
    if (before !== undefined && before !== use) {
      throw new Error(`dot ${dot} was used for ${before} and then for ${use}`);
    }
    this.#uses.set(dot, use);
  }
}

/** A state store under observation, which can also lose the rows of all browsers at once. */
export interface WatchedStore extends StateStore {
  /** Accounts stay: they are what a store is backed up for. */
  loseBrowserRows(): void;
}

/** Watches `store` with `ledger`. */
export function watchStore(store: StateStore, ledger: DotLedger): WatchedStore {
  let generation = 0;
  const named = (key: string) => (key.startsWith('account:') ? key : `${generation}.${key}`);
  return {
    read: (key, now) => store.read(named(key), now),
    settle: (key, version, dropAt) => store.settle(named(key), version, dropAt),
    sweep: (now) => store.sweep(now),
    async compareAndSet(key, expected, row, now) {
      const written = await store.compareAndSet(named(key), expected, row, now);
      if (written && row.record) ledger.note(decodeRecord(row.record).state);
      return written;
    },
    loseBrowserRows() {
      generation++;
    },
  };
}

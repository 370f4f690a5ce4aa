import type { Actor } from '../state/actor.ts';
import type { OrderedDotStore } from '../state/ordered-dot-store.ts';

/** An ordered-dot store in this process's memory. */
export function createMemoryOrderedDotStore(): OrderedDotStore {
  const known = new Map<Actor, Set<number>>();
  return {
    async counters(actor) {
      return new Set(known.get(actor));
    },
    async record(dots) {
      for (const { actor, counter } of dots) {
        known.set(actor, (known.get(actor) ?? new Set()).add(counter));
      }
    },
  };
}

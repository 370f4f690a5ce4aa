import type { Actor } from './actor.ts';
import { withoutLineWrites } from './merge.ts';
import type { StateRecord } from './record.ts';
import type { ShoppingState } from './shopping-state.ts';

/** Names one write of a cart line. */
export interface OrderedDot {
  readonly actor: Actor;
  /** Positive integer. */
  readonly counter: number;
}

/**
 * The writes whose lines were ordered. A cookie that still holds them may come back at any time and to
 * any session; what was ordered once never reaches a checkout cart again.
 */
export interface OrderedDotStore {
  /** The ordered counters of one actor. */
  counters(actor: Actor): Promise<ReadonlySet<number>>;
  /** Remembers dots for good; ones that are on file already are passed over. */
  record(dots: readonly OrderedDot[]): Promise<void>;
}

/** The dots of all lines of a cart: what an order of the whole cart records. */
export function lineDots(state: ShoppingState): readonly OrderedDot[] {
  return [...state.lines.values()].flat().map(({ actor, counter }) => ({ actor, counter }));
}

/** Takes the lines out of `state` that were ordered. The same object when there are none. */
export async function withoutOrdered(
  state: ShoppingState,
  store: OrderedDotStore,
): Promise<ShoppingState> {
  const actors = new Set(lineDots(state).map(({ actor }) => actor));
  const ordered = new Map<Actor, ReadonlySet<number>>();
  for (const actor of actors) {
    const counters = await store.counters(actor);
    if (counters.size > 0) ordered.set(actor, counters);
  }
  if (ordered.size === 0) return state;
  return withoutLineWrites(
    state,
    ({ actor, counter }) => ordered.get(actor)?.has(counter) ?? false,
  );
}

/** The record without what was ordered, whichever old cookie or row it comes from. */
export async function admitRecord(
  record: StateRecord,
  store: OrderedDotStore | undefined,
): Promise<StateRecord> {
  return store ? { ...record, state: await withoutOrdered(record.state, store) } : record;
}

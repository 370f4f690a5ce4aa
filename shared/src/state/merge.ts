import { isPersonalActor } from './actor.ts';
import { StateError } from './errors.ts';
import { MAX_MERGED_LINES, MAX_MERGED_PROMOTIONS } from './limits.ts';
import {
  filterPairs,
  hasSeen,
  mergeMaps,
  mergeVectors,
  type ObservedMap,
  type Pair,
  type Vector,
} from './observed-remove.ts';
import { PERSONAL_REGISTERS, type ShoppingState } from './shopping-state.ts';

/**
 * Brings two replicas together. Idempotent, commutative and associative but for the visitor id, which
 * stays `mine`: so a repeated, late or reordered arrival changes nothing more.
 *
 * @returns `mine` itself when `theirs` brings nothing new.
 * @throws {StateError} `ERR_STATE_TOO_LARGE` when the result would pass 1,000 lines or 100 codes.
 */
export function mergeStates(mine: ShoppingState, theirs: ShoppingState): ShoppingState {
  const merge = <Value>(a: ObservedMap<Value>, b: ObservedMap<Value>): ObservedMap<Value> =>
    mergeMaps({ map: a, vector: mine.vector }, { map: b, vector: theirs.vector });
  const merged: ShoppingState = {
    vector: mergeVectors(mine.vector, theirs.vector),
    lines: merge(mine.lines, theirs.lines),
    promotions: merge(mine.promotions, theirs.promotions),
    registers: merge(mine.registers, theirs.registers),
    visitorId: mine.visitorId,
  };
  if (merged.lines.size > MAX_MERGED_LINES || merged.promotions.size > MAX_MERGED_PROMOTIONS) {
    throw new StateError('ERR_STATE_TOO_LARGE', 'the merged cart would be too large');
  }
  return isUnchanged(mine, merged) ? mine : merged;
}

/** With nothing new seen, a merge can only have taken writes away; so equal counts mean equal content. */
function isUnchanged(mine: ShoppingState, merged: ShoppingState): boolean {
  const sawNothing = [...merged.vector].every(
    ([actor, counter]) => mine.vector.get(actor) === counter,
  );
  return sawNothing && countPairs(mine) === countPairs(merged);
}

/**
 * The part of `state` that a replica with `vector` has never seen. Used where a browser's cart is to
 * follow it into another account, but not what it had copied from the account before.
 */
export function unseenPart(state: ShoppingState, vector: Vector): ShoppingState {
  return keepPairs(state, (pair) => !hasSeen(vector, pair));
}

/** `theirs` without its removals: merged into `mine` it only adds. */
export function additionsTo(mine: ShoppingState, theirs: ShoppingState): ShoppingState {
  const join = <Value>(a: ObservedMap<Value>, b: ObservedMap<Value>): ObservedMap<Value> =>
    mergeMaps({ map: a, vector: mine.vector }, { map: b, vector: new Map() });
  return {
    ...theirs,
    lines: join(mine.lines, theirs.lines),
    promotions: join(mine.promotions, theirs.promotions),
    registers: join(mine.registers, theirs.registers),
  };
}

/**
 * The state as it would be had nobody ever written anything personal: without those fields, and without their
 * writers' twins in the vector. To a merge that is an older state, so whoever has such a field keeps it.
 *
 * In a state from before there were twins the field goes all the same, and an actor that looks like a twin stays
 * while something else of it is there: then a merge takes the field for removed.
 */
export function withoutPersonalWrites(state: ShoppingState): ShoppingState {
  const isOpen = ([name]: readonly [string, unknown]): boolean => !PERSONAL_REGISTERS.has(name);
  const registers = new Map([...state.registers].filter(isOpen));
  const rest = [state.lines, state.promotions, registers].flatMap((map) => [...map.values()]);
  const writers = new Set(rest.flat().map(({ actor }) => actor));
  const vector = [...state.vector].filter(
    ([actor]) => !isPersonalActor(actor) || writers.has(actor),
  );
  return { ...state, registers, vector: new Map(vector) };
}

/** Takes single writes out of the cart lines. They count as seen, so they do not come back. */
export function withoutLineWrites(
  state: ShoppingState,
  drop: (pair: Pair<number>) => boolean,
): ShoppingState {
  return { ...state, lines: filterPairs(state.lines, (pair) => !drop(pair)) };
}

function keepPairs(state: ShoppingState, keep: (pair: Pair<unknown>) => boolean): ShoppingState {
  return {
    ...state,
    lines: filterPairs(state.lines, keep),
    promotions: filterPairs(state.promotions, keep),
    registers: filterPairs(state.registers, keep),
  };
}

function countPairs({ lines, promotions, registers }: ShoppingState): number {
  let count = 0;
  for (const map of [lines, promotions, registers]) {
    for (const pairs of map.values()) count += pairs.length;
  }
  return count;
}

import { compareText } from '../core/bytes.ts';
import type { Actor } from './actor.ts';

/** For each actor the highest counter that was seen of it. */
export type Vector = ReadonlyMap<Actor, number>;

/** One write: its dot (actor, counter) and what was written. */
export interface Pair<Value> {
  readonly actor: Actor;
  /** Positive integer, rising by one with every write of the actor. */
  readonly counter: number;
  readonly value: Value;
}

/** A key's surviving writes, in order of actor and counter. Several stand there only after concurrent writes. */
export type Pairs<Value> = readonly Pair<Value>[];

/** An observed-remove map (ORSWOT; Bieniusa et al. 2012, arXiv:1210.3368) whose elements carry a value. */
export type ObservedMap<Value> = ReadonlyMap<string, Pairs<Value>>;

/** Whether `vector` has seen the write `pair`. */
export function hasSeen(vector: Vector, { actor, counter }: Pair<unknown>): boolean {
  return (vector.get(actor) ?? 0) >= counter;
}

/** The pointwise maximum of two vectors. */
export function mergeVectors(mine: Vector, theirs: Vector): Vector {
  const merged = new Map(mine);
  for (const [actor, counter] of theirs) {
    if ((merged.get(actor) ?? 0) < counter) merged.set(actor, counter);
  }
  return merged;
}

/** Whether `whole` has seen everything that `part` has. */
export function includesVector(whole: Vector, part: Vector): boolean {
  return [...part].every(([actor, counter]) => (whole.get(actor) ?? 0) >= counter);
}

/** One side of a merge: a map and everything that its replica has seen. */
export interface Side<Value> {
  readonly map: ObservedMap<Value>;
  readonly vector: Vector;
}

/**
 * Merges two maps: a write stays if both sides have it, or if the side without it has not seen it yet.
 * A write that the other side has seen and no longer has was removed or replaced there, and goes.
 */
export function mergeMaps<Value>(mine: Side<Value>, theirs: Side<Value>): ObservedMap<Value> {
  const merged = new Map<string, Pairs<Value>>();
  for (const [key, pairs] of mine.map) {
    const kept = mergePairs(pairs, mine.vector, theirs.map.get(key) ?? [], theirs.vector);
    if (kept.length > 0) merged.set(key, kept);
  }
  for (const [key, pairs] of theirs.map) {
    if (mine.map.has(key)) continue;
    const kept = pairs.filter((pair) => !hasSeen(mine.vector, pair));
    if (kept.length > 0) merged.set(key, kept);
  }
  return merged;
}

function mergePairs<Value>(
  mine: Pairs<Value>,
  myVector: Vector,
  theirs: Pairs<Value>,
  theirVector: Vector,
): Pairs<Value> {
  const kept = mine.filter((pair) => includesDot(theirs, pair) || !hasSeen(theirVector, pair));
  const fresh = theirs.filter((pair) => !includesDot(mine, pair) && !hasSeen(myVector, pair));
  return fresh.length === 0 ? kept : [...kept, ...fresh].sort(comparePairs);
}

function includesDot(pairs: Pairs<unknown>, { actor, counter }: Pair<unknown>): boolean {
  return pairs.some((pair) => pair.actor === actor && pair.counter === counter);
}

/** Orders writes by actor, then counter. */
export function comparePairs(a: Pair<unknown>, b: Pair<unknown>): number {
  return compareText(a.actor, b.actor) || a.counter - b.counter;
}

/** Keeps the writes that `keep` accepts; keys without any write left are gone. */
export function filterPairs<Value>(
  map: ObservedMap<Value>,
  keep: (pair: Pair<Value>) => boolean,
): ObservedMap<Value> {
  const filtered = new Map<string, Pairs<Value>>();
  for (const [key, pairs] of map) {
    const kept = pairs.filter(keep);
    if (kept.length > 0) filtered.set(key, kept);
  }
  return filtered;
}

import type { CborReader } from '../core/cbor-reader.ts';
import type { CborWriter } from '../core/cbor-writer.ts';
import type { Actor } from './actor.ts';
import { check } from './malformed.ts';
import {
  comparePairs,
  type ObservedMap,
  type Pair,
  type Pairs,
  type Vector,
} from './observed-remove.ts';

/** The highest counter, and the longest column. */
export const MAX_COUNTER: number = 2 ** 48;

/** The dots of a map's writes, in order of the keys' first writes. */
export interface DotColumns {
  /** Writes per key; empty when every key has one. */
  readonly counts: readonly number[];
  /** Runs of one actor: index of the actor, length of the run, and so on. */
  readonly runs: readonly number[];
  /** Counter of each write, less the counter before it in the same run. */
  readonly deltas: readonly number[];
}

/** The writes of a map by columns: like stands beside like, which CBOR then stores in a byte or two each. */
export interface PairColumns<Value> extends DotColumns {
  /** Keys in order of their first write. */
  readonly keys: readonly string[];
  readonly values: readonly Value[];
}

/** Who may have written the maps of one state. */
export interface Writers {
  /** Sorted; runs refer to this order. */
  readonly actors: readonly Actor[];
  readonly vector: Vector;
  /** For each actor the counters met so far in any map of the state: each names one write only. */
  readonly counters: ReadonlyMap<Actor, Set<number>>;
}

/** Takes a map apart. Equal maps give equal columns. */
export function toColumns<Value>(
  map: ObservedMap<Value>,
  actorIndex: ReadonlyMap<Actor, number>,
): PairColumns<Value> {
  const keys: string[] = [];
  const counts: number[] = [];
  const runs: number[] = [];
  const deltas: number[] = [];
  const values: Value[] = [];
  let actor: Actor | undefined;
  let counter = 0;
  for (const [key, pairs] of inOrder(map)) {
    keys.push(key);
    counts.push(pairs.length);
    for (const pair of pairs) {
      if (pair.actor !== actor) {
        runs.push(actorIndex.get(pair.actor) ?? -1, 0);
        actor = pair.actor;
        counter = 0;
      }
      runs[runs.length - 1] = (runs[runs.length - 1] ?? 0) + 1;
      deltas.push(pair.counter - counter);
      values.push(pair.value);
      counter = pair.counter;
    }
  }
  return { keys, counts: values.length === keys.length ? [] : counts, runs, deltas, values };
}

/** By first write. Most maps are in that order already, which is cheaper to see than to sort. */
function inOrder<Value>(map: ObservedMap<Value>): Iterable<readonly [string, Pairs<Value>]> {
  return isInOrder(map) ? map : [...map].sort(([, a], [, b]) => comparePairs(first(a), first(b)));
}

function isInOrder(map: ObservedMap<unknown>): boolean {
  let before: Pair<unknown> | undefined;
  for (const own of map.values()) {
    const next = first(own);
    if (before !== undefined && !follows(before, next)) return false;
    before = next;
  }
  return true;
}

/** Writes the three columns that tell the dots. */
export function writeDots(writer: CborWriter, { counts, runs, deltas }: DotColumns): void {
  writer.integers(counts);
  writer.integers(runs);
  writer.integers(deltas);
}

/** Reads them again; only numbers are checked here. */
export function readDots(reader: CborReader): DotColumns {
  return {
    counts: reader.integers(1, MAX_COUNTER),
    runs: reader.integers(0, MAX_COUNTER),
    deltas: reader.integers(-MAX_COUNTER, MAX_COUNTER),
  };
}

/**
 * Puts a map together again, out of columns as `toColumns` makes them and no others.
 *
 * @throws {StateError} `ERR_STATE_MALFORMED` when columns disagree, a write is unknown to the vector, a key or a
 * write stands twice, or anything could have been said otherwise.
 */
export function fromColumns<Value>(
  { keys, counts, runs, deltas, values }: PairColumns<Value>,
  writers: Writers,
): ObservedMap<Value> {
  const isSingle = counts.length === 0;
  // A column of ones would be a second way to say that every key has one write.
  check(isSingle || (counts.length === keys.length && counts.some((count) => count > 1)));
  const pairs = readPairs(runs, deltas, values, writers);
  const map = new Map<string, Pairs<Value>>();
  let at = 0;
  let before: Pair<Value> | undefined;
  for (let i = 0; i < keys.length; i++) {
    const own = pairsFrom(pairs, at, isSingle ? 1 : (counts[i] ?? 0));
    const next = first(own);
    check(before === undefined || follows(before, next));
    map.set(keys[i] ?? '', own);
    before = next;
    at += own.length;
  }
  check(at === pairs.length && map.size === keys.length);
  return map;
}

function pairsFrom<Value>(pairs: Pairs<Value>, at: number, count: number): Pairs<Value> {
  const pair = pairs[at];
  check(pair !== undefined && count <= pairs.length - at);
  if (count === 1) return [pair];
  const own = pairs.slice(at, at + count);
  check(isAscending(own));
  return own;
}

function readPairs<Value>(
  runs: readonly number[],
  deltas: readonly number[],
  values: readonly Value[],
  { actors, vector, counters }: Writers,
): Pair<Value>[] {
  check(runs.length % 2 === 0 && deltas.length === values.length);
  const pairs: Pair<Value>[] = [];
  for (let run = 0; run < runs.length; run += 2) {
    const actor = actors[runs[run] ?? -1];
    const length = runs[run + 1] ?? 0;
    check(actor !== undefined && length > 0 && pairs.length + length <= values.length);
    // Two runs of one actor side by side are one run.
    check(run === 0 || runs[run] !== runs[run - 2]);
    const highest = vector.get(actor) ?? 0;
    const met = counters.get(actor);
    let counter = 0;
    for (let i = 0; i < length; i++) {
      counter += deltas[pairs.length] ?? 0;
      check(counter >= 1 && counter <= highest && met !== undefined && !met.has(counter));
      met.add(counter);
      pairs.push({ actor, counter, value: values[pairs.length] as Value });
    }
  }
  check(pairs.length === values.length);
  return pairs;
}

function isAscending(pairs: Pairs<unknown>): boolean {
  return pairs.every((pair, i) => {
    const before = pairs[i - 1];
    return before === undefined || follows(before, pair);
  });
}

function follows(before: Pair<unknown>, pair: Pair<unknown>): boolean {
  return before.actor === pair.actor
    ? before.counter < pair.counter
    : comparePairs(before, pair) < 0;
}

function first<Value>(pairs: Pairs<Value>): Pair<Value> {
  const [pair] = pairs;
  if (!pair) throw new TypeError('a key of an observed-remove map has at least one write');
  return pair;
}

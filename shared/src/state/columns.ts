import type { Actor } from './actor.ts';
import { StateError } from './errors.ts';
import {
  comparePairs,
  type ObservedMap,
  type Pair,
  type Pairs,
  type Vector,
} from './observed-remove.ts';

/**
 * The writes of a map by columns: like stands beside like, which CBOR then stores in a byte or two each.
 * The keys themselves are the caller's, in the order of `keys`.
 */
export interface PairColumns<Value> {
  /** Keys in order of their first write. */
  readonly keys: readonly string[];
  /** Writes per key; empty when every key has one. */
  readonly counts: readonly number[];
  /** Runs of one actor: index of the actor, length of the run, and so on. */
  readonly runs: readonly number[];
  /** Counter of each write, less the counter before it in the same run. */
  readonly deltas: readonly number[];
  readonly values: readonly Value[];
}

/** Who may have written the maps of one state. */
export interface Writers {
  /** In the order that runs refer to. */
  readonly actors: readonly Actor[];
  readonly vector: Vector;
  /** Dots met so far in any map of the state: each names one write only. */
  readonly dots: Set<string>;
}

/** Takes a map apart. Equal maps give equal columns. */
export function toColumns<Value>(
  map: ObservedMap<Value>,
  actorIndex: ReadonlyMap<Actor, number>,
): PairColumns<Value> {
  const entries = [...map].sort(([, a], [, b]) => comparePairs(first(a), first(b)));
  const pairs = entries.flatMap(([, own]) => own);
  const runs: number[] = [];
  const deltas: number[] = [];
  pairs.forEach((pair, i) => {
    const previous = pairs[i - 1];
    const continues = previous?.actor === pair.actor;
    if (continues) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(actorIndex.get(pair.actor) ?? -1, 1);
    deltas.push(pair.counter - (continues ? previous.counter : 0));
  });
  const single = pairs.length === entries.length;
  return {
    keys: entries.map(([key]) => key),
    counts: single ? [] : entries.map(([, own]) => own.length),
    runs,
    deltas,
    values: pairs.map(({ value }) => value),
  };
}

/**
 * Puts a map together again.
 *
 * @throws {StateError} `ERR_STATE_MALFORMED` when columns disagree, a write is unknown to the vector, or a
 * key or a write stands twice.
 */
export function fromColumns<Value>(
  { keys, counts, runs, deltas, values }: PairColumns<Value>,
  writers: Writers,
): ObservedMap<Value> {
  const perKey = counts.length === 0 ? keys.map(() => 1) : counts;
  const total = perKey.reduce((sum, count) => sum + count, 0);
  check(perKey.length === keys.length && perKey.every((count) => count > 0));
  check(values.length === total && deltas.length === total);

  const pairs = readPairs(runs, deltas, values, writers);
  const map = new Map<string, Pairs<Value>>();
  let at = 0;
  keys.forEach((key, i) => {
    const own = pairs.slice(at, at + (perKey[i] ?? 0));
    at += own.length;
    check(own.every((pair, j) => j === 0 || comparePairs(own[j - 1] ?? pair, pair) < 0));
    map.set(key, own);
  });
  check(map.size === keys.length);
  return map;
}

function readPairs<Value>(
  runs: readonly number[],
  deltas: readonly number[],
  values: readonly Value[],
  { actors, vector, dots }: Writers,
): Pair<Value>[] {
  const pairs: Pair<Value>[] = [];
  const dotsBefore = dots.size;
  for (let run = 0; run < runs.length; run += 2) {
    const actor = actors[runs[run] ?? -1];
    const length = runs[run + 1] ?? 0;
    check(actor !== undefined && length > 0 && pairs.length + length <= values.length);
    let counter = 0;
    for (let i = 0; i < length; i++) {
      counter += deltas[pairs.length] ?? 0;
      check(counter >= 1 && counter <= (vector.get(actor) ?? 0));
      dots.add(`${actor}${counter}`);
      pairs.push({ actor, counter, value: values[pairs.length] as Value });
    }
  }
  check(pairs.length === values.length && dots.size === dotsBefore + pairs.length);
  return pairs;
}

function first<Value>(pairs: Pairs<Value>): Pair<Value> {
  const [pair] = pairs;
  if (!pair) throw new TypeError('a key of an observed-remove map has at least one write');
  return pair;
}

/** Refuses columns that no encoder made. */
export function check(condition: boolean): asserts condition {
  if (!condition) throw new StateError('ERR_STATE_MALFORMED', 'the bytes are not a shopping state');
}

import { decode, encode } from 'cborg';
import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import { compareText, concatBytes, equalBytes } from '../core/bytes.ts';
import { ACTOR_BYTES, type Actor, actorFromBytes, actorToBytes } from './actor.ts';
import { check, fromColumns, type PairColumns, toColumns } from './columns.ts';
import { StateError } from './errors.ts';
import {
  MAX_MERGED_LINES,
  MAX_MERGED_PROMOTIONS,
  MAX_QUANTITY,
  MAX_STATE_BYTES,
} from './limits.ts';
import { lineKey, lineTexts } from './line.ts';
import type { Vector } from './observed-remove.ts';
import { REGISTERS, type ShoppingState, VISITOR_ID_BYTES } from './shopping-state.ts';
import { isFieldText, isLineText, isPromotionCode } from './text.ts';

/** First element of every encoded state. */
export const STATE_VERSION = 1;
const DECIMAL_SKU = /^[1-9][0-9]{0,8}$/;
const MAX_COUNTER = 2 ** 48;

/**
 * Encodes a state as one CBOR array (RFC 8949) of columns; docs/protocol.md §3 names every element.
 * Equal states give equal bytes. Nothing is compressed: length would tell codes apart (RFC 8725 §3.6).
 *
 * @throws {StateError} `ERR_STATE_TOO_LARGE` over 64 KiB.
 */
export function encodeState(state: ShoppingState): Uint8Array {
  const bytes = encodeColumns(state);
  if (bytes.length > MAX_STATE_BYTES) {
    throw new StateError('ERR_STATE_TOO_LARGE', `a state takes ${MAX_STATE_BYTES} bytes`);
  }
  return bytes;
}

function encodeColumns(state: ShoppingState): Uint8Array {
  const actors = [...state.vector.keys()].sort(compareText);
  const index = new Map(actors.map((actor, i) => [actor, i]));
  const lines = toColumns(state.lines, index);
  const promotions = toColumns(state.promotions, index);
  const registers = toColumns(state.registers, index);
  const { words, options } = encodeOptions(lines.keys);
  return encode([
    STATE_VERSION,
    decodeBase64url(state.visitorId),
    concatBytes(...actors.map(actorToBytes)),
    actors.map((actor) => state.vector.get(actor)),
    words,
    lines.keys.map((key) => encodeSku(lineTexts(key)[0] ?? '')),
    options,
    ...dotColumns(lines),
    lines.values,
    promotions.keys,
    ...dotColumns(promotions),
    registers.keys.map((name) => (REGISTERS as readonly string[]).indexOf(name)),
    ...dotColumns(registers),
    registers.values,
  ]);
}

/**
 * Decodes and checks a state. The bytes must have been authenticated; bytes that `encodeState` does not
 * make are refused all the same, so that a state has one spelling.
 *
 * @throws {StateError} `ERR_STATE_MALFORMED`, whatever is wrong with them.
 */
export function decodeState(bytes: Uint8Array): ShoppingState {
  check(bytes.length <= MAX_STATE_BYTES);
  const state = decodeColumns(bytes);
  // Covers the version and the number of fields as well.
  check(equalBytes(encodeColumns(state), bytes));
  return state;
}

function decodeColumns(bytes: Uint8Array): ShoppingState {
  const fields = array(decodeCbor(bytes));
  const visitor = byteString(fields[1]);
  check(visitor.length === VISITOR_ID_BYTES);
  const actors = decodeActors(byteString(fields[2]));
  const vector = decodeVector(actors, integers(fields[3], 1, MAX_COUNTER));

  const skus = array(fields[5]).map(decodeSku);
  const keys = decodeKeys(skus, texts(fields[4], isLineText), array(fields[6]));
  const quantities = integers(fields[10], 1, MAX_QUANTITY);
  const codes = texts(fields[11], isPromotionCode);
  const names = integers(fields[15], 0, REGISTERS.length - 1).map((i) => REGISTERS[i] as string);
  check(keys.length <= MAX_MERGED_LINES && codes.length <= MAX_MERGED_PROMOTIONS);
  const granted = array(fields[14]).map((): true => true);
  const chosen = texts(fields[19], isFieldText);
  const writers = { actors, vector, dots: new Set<string>() };
  return {
    vector,
    lines: fromColumns(pairColumns(keys, fields, 7, quantities), writers),
    promotions: fromColumns(pairColumns(codes, fields, 12, granted), writers),
    registers: fromColumns(pairColumns(names, fields, 16, chosen), writers),
    visitorId: encodeBase64url(visitor),
  };
}

function dotColumns({ counts, runs, deltas }: PairColumns<unknown>) {
  return [counts, runs, deltas];
}

function pairColumns<Value>(
  keys: readonly string[],
  fields: readonly unknown[],
  at: number,
  values: readonly Value[],
): PairColumns<Value> {
  return {
    keys,
    counts: integers(fields[at], 1, MAX_COUNTER),
    runs: integers(fields[at + 1], 0, MAX_COUNTER),
    deltas: integers(fields[at + 2], -MAX_COUNTER, MAX_COUNTER),
    values,
  };
}

/** Options repeat themselves: every name and value stands once in `words`, and lines refer to it. */
function encodeOptions(keys: readonly string[]): { words: string[]; options: number[][] } {
  const words = new Map<string, number>();
  const indexOf = (word: string): number => {
    const index = words.get(word) ?? words.size;
    words.set(word, index);
    return index;
  };
  const options = keys.map((key) => lineTexts(key).slice(1).map(indexOf));
  return { words: [...words.keys()], options: words.size === 0 ? [] : options };
}

function decodeKeys(skus: readonly string[], words: readonly string[], rows: readonly unknown[]) {
  check(rows.length === 0 || rows.length === skus.length);
  return skus.map((sku, i) => {
    const row = integers(rows[i] ?? [], 0, words.length - 1).map((index) => words[index] ?? '');
    check(row.length % 2 === 0);
    const entries = row.flatMap((name, j) => (j % 2 === 0 ? [[name, row[j + 1] ?? '']] : []));
    const options = Object.fromEntries(entries) as Record<string, string>;
    check(Object.keys(options).length * 2 === row.length);
    return checkedKey(sku, options);
  });
}

function checkedKey(sku: string, options: Record<string, string>): string {
  try {
    return lineKey({ sku, options });
  } catch (cause) {
    throw new StateError('ERR_STATE_MALFORMED', 'the bytes are not a shopping state', { cause });
  }
}

function encodeSku(sku: string): string | number {
  return DECIMAL_SKU.test(sku) ? Number(sku) : sku;
}

function decodeSku(sku: unknown): string {
  const decimal = typeof sku === 'number';
  check(typeof sku === 'string' || decimal);
  const text = String(sku);
  check(decimal === DECIMAL_SKU.test(text));
  return text;
}

function decodeActors(bytes: Uint8Array): Actor[] {
  check(bytes.length % ACTOR_BYTES === 0);
  const actors: Actor[] = [];
  for (let at = 0; at < bytes.length; at += ACTOR_BYTES) {
    actors.push(actorFromBytes(bytes.subarray(at, at + ACTOR_BYTES)));
  }
  return actors;
}

function decodeVector(actors: readonly Actor[], counters: readonly number[]): Vector {
  const vector = new Map(actors.map((actor, i) => [actor, counters[i] ?? 0]));
  check(vector.size === actors.length && counters.length === actors.length);
  return vector;
}

function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
    });
  } catch (cause) {
    throw new StateError('ERR_STATE_MALFORMED', 'the bytes are not a shopping state', { cause });
  }
}

function array(value: unknown): readonly unknown[] {
  check(Array.isArray(value));
  return value;
}

function byteString(value: unknown): Uint8Array {
  check(value instanceof Uint8Array);
  return value;
}

function integers(value: unknown, least: number, most: number): readonly number[] {
  const numbers = array(value);
  check(numbers.every((n) => Number.isSafeInteger(n) && Number(n) >= least && Number(n) <= most));
  return numbers as readonly number[];
}

function texts(value: unknown, isFit: (text: string) => boolean): readonly string[] {
  const strings = array(value);
  check(strings.every((text) => typeof text === 'string' && isFit(text)));
  return strings as readonly string[];
}

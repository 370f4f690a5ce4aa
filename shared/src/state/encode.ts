import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import { compareText } from '../core/bytes.ts';
import { CborReader } from '../core/cbor-reader.ts';
import { CborWriter } from '../core/cbor-writer.ts';
import { ACTOR_BYTES, type Actor, actorsFromBytes, actorsToBytes } from './actor.ts';
import { readArticles, writeArticles } from './article-columns.ts';
import {
  fromColumns,
  MAX_COUNTER,
  readDots,
  toColumns,
  type Writers,
  writeDots,
} from './columns.ts';
import { StateError } from './errors.ts';
import {
  MAX_MERGED_LINES,
  MAX_MERGED_PROMOTIONS,
  MAX_QUANTITY,
  MAX_STATE_BYTES,
} from './limits.ts';
import { check, malformed } from './malformed.ts';
import type { ObservedMap } from './observed-remove.ts';
import { REGISTERS, type ShoppingState, VISITOR_ID_BYTES } from './shopping-state.ts';
import { isFieldText, isPromotionCode } from './text.ts';

/** First element of every encoded state. */
export const STATE_VERSION = 1;
const FIELDS = 20;
const NAMES: readonly string[] = REGISTERS;
const EXPECTED_BYTES = 128;
const EXPECTED_BYTES_A_LINE = 16;

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

function encodeColumns({ visitorId, vector, ...maps }: ShoppingState): Uint8Array {
  const actors = [...vector.keys()].sort(compareText);
  const index = new Map(actors.map((actor, i) => [actor, i]));
  const lines = toColumns(maps.lines, index);
  const promotions = toColumns(maps.promotions, index);
  const registers = toColumns(maps.registers, index);
  const writer = new CborWriter(EXPECTED_BYTES + EXPECTED_BYTES_A_LINE * lines.keys.length);
  writer.array(FIELDS);
  writer.integer(STATE_VERSION);
  writer.bytes(decodeBase64url(visitorId) ?? new Uint8Array(0));
  writer.bytes(actorsToBytes(actors));
  writer.integers(actors.map((actor) => vector.get(actor) ?? 0));
  writeArticles(writer, lines.keys);
  writeDots(writer, lines);
  writer.integers(lines.values);
  writer.texts(promotions.keys);
  writeDots(writer, promotions);
  writer.integers(registers.keys.map((name) => NAMES.indexOf(name)));
  writeDots(writer, registers);
  writer.texts(registers.values);
  return writer.finish();
}

/**
 * Decodes and checks a state. The bytes must have been authenticated; bytes that `encodeState` does not
 * make are refused all the same, so that a state has one spelling: every reader below takes that one alone.
 *
 * @throws {StateError} `ERR_STATE_MALFORMED`, whatever is wrong with them.
 */
export function decodeState(bytes: Uint8Array): ShoppingState {
  check(bytes.length <= MAX_STATE_BYTES);
  const reader = new CborReader(bytes, malformed);
  check(reader.array() === FIELDS && reader.integer(STATE_VERSION, STATE_VERSION) > 0);
  const visitorId = readVisitorId(reader);
  const writers = readWriters(reader);
  const lines = readLines(reader, writers);
  const promotions = readPromotions(reader, writers);
  const registers = readRegisters(reader, writers);
  reader.end();
  return { vector: writers.vector, lines, promotions, registers, visitorId };
}

function readVisitorId(reader: CborReader): string {
  const visitor = reader.bytes();
  check(visitor.length === VISITOR_ID_BYTES);
  return encodeBase64url(visitor);
}

function readWriters(reader: CborReader): Writers {
  const bytes = reader.bytes();
  check(bytes.length % ACTOR_BYTES === 0);
  const actors = actorsFromBytes(bytes);
  const highest = reader.integers(1, MAX_COUNTER);
  check(highest.length === actors.length);
  const vector = new Map<Actor, number>();
  const counters = new Map<Actor, Set<number>>();
  for (const [i, actor] of actors.entries()) {
    // In order, and none twice.
    check(i === 0 || compareText(actors[i - 1] ?? '', actor) < 0);
    vector.set(actor, highest[i] ?? 0);
    counters.set(actor, new Set());
  }
  return { actors, vector, counters };
}

function readLines(reader: CborReader, writers: Writers): ObservedMap<number> {
  const keys = readArticles(reader);
  check(keys.length <= MAX_MERGED_LINES);
  const dots = readDots(reader);
  const values = reader.integers(1, MAX_QUANTITY);
  return fromColumns({ keys, ...dots, values }, writers);
}

function readPromotions(reader: CborReader, writers: Writers): ObservedMap<true> {
  const keys = reader.texts(isPromotionCode);
  check(keys.length <= MAX_MERGED_PROMOTIONS);
  const dots = readDots(reader);
  const values = dots.deltas.map((): true => true);
  return fromColumns({ keys, ...dots, values }, writers);
}

function readRegisters(reader: CborReader, writers: Writers): ObservedMap<string> {
  const indices = reader.integers(0, NAMES.length - 1);
  const dots = readDots(reader);
  const values = reader.texts(isFieldText);
  return fromColumns({ keys: indices.map((i) => NAMES[i] ?? ''), ...dots, values }, writers);
}

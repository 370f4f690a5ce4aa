import { type Item, readCbor } from '../../docs/cbor-reader.ts';
import { writeCbor } from './cbor-writer.ts';

/** One write: who, the how-manieth of theirs, and what. */
export interface Write {
  /** 8 characters of base64url. */
  readonly actor: string;
  readonly counter: number;
  readonly value: Item;
}

/** Key → writes, in the order of docs/protocol.md §3.2. */
export type Writes = ReadonlyMap<string, readonly Write[]>;

/** A shopping state after docs/protocol.md §3.1. Line keys hold the SKU and the options, joined by 00. */
export interface State {
  readonly visitor: string;
  readonly vector: ReadonlyMap<string, number>;
  readonly lines: Writes;
  readonly promotions: Writes;
  readonly registers: Writes;
}

/** Refused, with the code that a reader gives for it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const NAMES = ['shipping.method', 'shipping.country', 'shipping.postalCode', 'locale', 'currency'];
const MOST_BYTES = 65_536;
const MOST_COUNT = 2 ** 48;
const SKU_NUMBER = /^[1-9][0-9]{0,8}$/;

/** Reads a state after docs/protocol.md §3.2 and §8: every check, then the same bytes again. */
export function readState(bytes: Uint8Array): State {
  try {
    need(bytes.length <= MOST_BYTES);
    const state = takeApart(readCbor(bytes));
    need(writeState(state).equals(bytes));
    return state;
  } catch (error) {
    // What reads CBOR and UTF-8 here throws errors of its own.
    throw error instanceof Refusal ? error : new Refusal('ERR_STATE_MALFORMED');
  }
}

function takeApart(whole: Item): State {
  const all = list(whole);
  need(all.length === 20 && all[0] === 1);
  const visitor = blob(all[1]);
  need(visitor.length === 16);
  const names =
    blob(all[2])
      .toString('hex')
      .match(/.{1,12}/g) ?? [];
  const actors = names.map((hex) => Buffer.from(hex, 'hex').toString('base64url'));
  const counters = integers(all[3], 1, MOST_COUNT);
  const vector = new Map(actors.map((actor, i) => [actor, counters[i] ?? 0]));
  need(names.every((hex) => hex.length === 12) && vector.size === actors.length);
  need(counters.length === actors.length);

  const seen = new Set<string>();
  const columns = (keys: readonly string[], at: number, values: readonly Item[]): Writes =>
    takeColumns(keys, all.slice(at, at + 3), values, { actors, vector, seen });
  const keys = takeLineKeys(list(all[4]), list(all[5]), list(all[6]));
  const quantities = integers(all[10], 1, 9_999);
  const codes = list(all[11]).map((code) => text(code, /^[\x21-\x7e]{1,32}$/));
  const registers = integers(all[15], 0, 4).map((index) => NAMES[index] ?? '');
  const chosen = list(all[19]).map((value) => shown(value, 32));
  need(keys.length <= 1_000 && codes.length <= 100);
  return {
    visitor: visitor.toString('hex'),
    vector,
    lines: columns(keys, 7, quantities),
    promotions: columns(
      codes,
      12,
      list(all[14]).map(() => true),
    ),
    registers: columns(registers, 16, chosen),
  };
}

function takeLineKeys(
  wordItems: readonly Item[],
  skus: readonly Item[],
  rows: readonly Item[],
): readonly string[] {
  const words = wordItems.map((word) => shown(word, 64));
  need(rows.length === 0 || rows.length === skus.length);
  return skus.map((sku, line) => {
    const name = typeof sku === 'number' ? String(sku) : shown(sku, 64);
    need((typeof sku === 'number') === SKU_NUMBER.test(name));
    const texts = integers(rows[line] ?? [], 0, words.length - 1).map((i) => words[i] ?? '');
    const options = new Map<string, string>();
    for (let i = 0; i < texts.length; i += 2) options.set(texts[i] ?? '', texts[i + 1] ?? '');
    need(options.size * 2 === texts.length && options.size <= 8);
    const sorted = [...options].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return [name, ...sorted.flat()].join('\0');
  });
}

interface Known {
  readonly actors: readonly string[];
  readonly vector: ReadonlyMap<string, number>;
  readonly seen: Set<string>;
}

function takeColumns(
  keys: readonly string[],
  [countItem, runItem, deltaItem]: readonly Item[],
  values: readonly Item[],
  { actors, vector, seen }: Known,
): Writes {
  const counts = integers(countItem, 1, MOST_COUNT);
  const runs = integers(runItem, 0, MOST_COUNT);
  const deltas = integers(deltaItem, -MOST_COUNT, MOST_COUNT);
  need(deltas.length === values.length && runs.length % 2 === 0);
  const writes: Write[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const actor = actors[runs[i] ?? -1] ?? '';
    const length = runs[i + 1] ?? 0;
    need(actor !== '' && length > 0 && writes.length + length <= values.length);
    for (let counter = 0, left = length; left > 0; left--) {
      counter += deltas[writes.length] ?? 0;
      need(counter >= 1 && counter <= (vector.get(actor) ?? 0) && !seen.has(`${actor} ${counter}`));
      seen.add(`${actor} ${counter}`);
      writes.push({ actor, counter, value: values[writes.length] ?? null });
    }
  }
  need(writes.length === values.length && (counts.length === 0 || counts.length === keys.length));
  const map = new Map<string, readonly Write[]>();
  for (const [i, key] of keys.entries()) map.set(key, writes.splice(0, counts[i] ?? 1));
  need(writes.length === 0 && map.size === keys.length);
  need([...map.values()].every((own, i) => own.length === (counts[i] ?? 1)));
  return map;
}

/** Writes a state after docs/protocol.md §3.2. */
export function writeState(state: State): Buffer {
  const actors = [...state.vector.keys()].sort(byText);
  const lines = layOut(state.lines, actors);
  const keys = lines.keys.map((key) => key.split('\0'));
  const words = [...new Set(keys.flatMap(([, ...texts]) => texts))];
  const rows = keys.map(([, ...texts]) => texts.map((word) => words.indexOf(word)));
  const skus = keys.map(([sku = '']) => (SKU_NUMBER.test(sku) ? Number(sku) : sku));
  const promotions = layOut(state.promotions, actors);
  const registers = layOut(state.registers, actors);
  return writeCbor([
    ...[1, Buffer.from(state.visitor, 'hex'), Buffer.from(actors.join(''), 'base64url')],
    ...[actors.map((actor) => state.vector.get(actor) ?? 0), words, skus],
    ...[words.length === 0 ? [] : rows, ...lines.dots, lines.values],
    ...[promotions.keys, ...promotions.dots],
    ...[registers.keys.map((name) => NAMES.indexOf(name)), ...registers.dots, registers.values],
  ]);
}

function layOut(writes: Writes, actors: readonly string[]) {
  const inOrder = [...writes].map(([key, own]) => [key, [...own].sort(byDot)] as const);
  const rows = inOrder.sort(([, [a]], [, [b]]) => byDot(a, b));
  const all = rows.flatMap(([, own]) => own);
  const starts = all.map((each, i) => each.actor !== all[i - 1]?.actor);
  const runs: number[] = [];
  for (const [i, { actor }] of all.entries()) {
    if (starts[i]) runs.push(actors.indexOf(actor), 0);
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
  }
  const deltas = all.map(
    ({ counter }, i) => counter - (starts[i] ? 0 : (all[i - 1]?.counter ?? 0)),
  );
  const counts = rows.map(([, own]) => own.length);
  return {
    keys: rows.map(([key]) => key),
    dots: [counts.every((count) => count === 1) ? [] : counts, runs, deltas],
    values: all.map(({ value }) => value),
  };
}

/** Orders writes as docs/protocol.md §3.2 does. */
export function byDot(a: Write | undefined, b: Write | undefined): number {
  return byText(a?.actor ?? '', b?.actor ?? '') || (a?.counter ?? 0) - (b?.counter ?? 0);
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function need(condition: boolean): asserts condition {
  if (!condition) throw new Refusal('ERR_STATE_MALFORMED');
}

function list(item: Item | undefined): readonly Item[] {
  need(Array.isArray(item));
  return item;
}

function blob(item: Item | undefined): Buffer {
  need(item instanceof Uint8Array);
  return Buffer.from(item);
}

function integers(item: Item | undefined, least: number, most: number): readonly number[] {
  const numbers = list(item);
  need(numbers.every((each) => typeof each === 'number' && each >= least && each <= most));
  return numbers as readonly number[];
}

function text(item: Item, pattern: RegExp): string {
  need(typeof item === 'string' && pattern.test(item));
  return item;
}

function shown(item: Item, most: number): string {
  const value = text(item, /^[^\p{Cc}\p{Cs}\ufeff]+$/u);
  need(value.length <= most);
  return value;
}

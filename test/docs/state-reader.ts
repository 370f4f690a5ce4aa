import type { Item } from './cbor-reader.ts';

/** A write as docs/protocol.md writes it: `MUG colour=blue size=L c1` → value. */
export type Writes = Readonly<Record<string, Item>>;

/** A decoded state, in words. */
export interface ReadState {
  readonly visitorId: string;
  /** Actor in hexadecimal → counter. */
  readonly vector: Readonly<Record<string, number>>;
  readonly lines: Writes;
  readonly promotions: Writes;
  readonly registers: Writes;
}

const REGISTERS = [
  'shipping.method',
  'shipping.country',
  'shipping.postalCode',
  'locale',
  'currency',
];

/** Reads the 20 elements of a state after docs/protocol.md §3.2; for well-formed states only. */
export function readState(items: Item): ReadState {
  const fields = items as readonly Item[];
  if (fields.length !== 20 || fields[0] !== 1) throw new RangeError('not a state of version 1');
  const actors = hexOf(fields[2]).match(/.{12}/g) ?? [];
  const counters = numbers(fields[3]);
  const columns = (keys: readonly string[], first: number, values?: Item): Writes =>
    readColumns(keys, fields.slice(first, first + 3), actors, values as readonly Item[]);
  const codes = fields[11] as readonly string[];
  const names = numbers(fields[15]).map((index) => REGISTERS[index] ?? '?');
  return {
    visitorId: hexOf(fields[1]),
    vector: Object.fromEntries(actors.map((actor, i) => [actor, counters[i] ?? 0])),
    lines: columns(readArticles(fields), 7, fields[10]),
    promotions: columns(codes, 12),
    registers: columns(names, 16, fields[19]),
  };
}

function readArticles(fields: readonly Item[]): string[] {
  const words = fields[4] as readonly string[];
  const rows = fields[6] as readonly Item[];
  return (fields[5] as readonly Item[]).map((sku, i) => {
    const texts = numbers(rows[i] ?? []).map((index) => words[index] ?? '?');
    const options = texts.flatMap((name, j) => (j % 2 === 0 ? [`${name}=${texts[j + 1]}`] : []));
    return [sku, ...options].join(' ');
  });
}

function readColumns(
  keys: readonly string[],
  dots: readonly Item[],
  actors: readonly string[],
  values: readonly Item[] | undefined,
): Writes {
  const [counts = [], runs = [], deltas = []] = dots.map(numbers);
  const owners = keys.flatMap((key, i) => Array<string>(counts[i] ?? 1).fill(key));
  const writes: Record<string, Item> = {};
  let next = 0;
  for (let run = 0; run < runs.length; run += 2) {
    let counter = 0;
    for (let i = 0; i < (runs[run + 1] ?? 0); i++, next++) {
      counter += deltas[next] ?? 0;
      writes[`${owners[next]} ${actors[runs[run] ?? -1]}.${counter}`] = values?.[next] ?? true;
    }
  }
  if (next !== owners.length || deltas.length !== next) throw new RangeError('columns disagree');
  return writes;
}

function numbers(item: Item | undefined): readonly number[] {
  return item as readonly number[];
}

function hexOf(item: Item | undefined): string {
  return Buffer.from(item as Uint8Array).toString('hex');
}

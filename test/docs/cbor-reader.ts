/** What this protocol uses of CBOR. */
export type Item = number | string | Uint8Array | boolean | null | readonly Item[];

const SIMPLE: ReadonlyMap<number, boolean | null> = new Map([
  [20, false],
  [21, true],
  [22, null],
]);

/**
 * Reads one CBOR item (RFC 8949) after the text of docs/protocol.md §1: shortest heads, definite lengths,
 * nothing behind it. Shares no line with what it checks.
 */
export function readCbor(bytes: Uint8Array): Item {
  const { item, end } = readItem(bytes, 0);
  if (end !== bytes.length) throw new RangeError('bytes behind the item');
  return item;
}

interface Read<Result> {
  readonly item: Result;
  readonly end: number;
}

function readItem(bytes: Uint8Array, at: number): Read<Item> {
  const major = byteAt(bytes, at) >> 5;
  const { item: argument, end } = readHead(bytes, at);
  if (major === 0) return { item: argument, end };
  if (major === 1) return { item: -1 - argument, end };
  if (major === 2 || major === 3) return readString(bytes, end, argument, major === 3);
  if (major === 4) return readArray(bytes, end, argument);
  const simple = major === 7 ? SIMPLE.get(argument) : undefined;
  if (simple === undefined) throw new RangeError(`major type ${major} is not used`);
  return { item: simple, end };
}

function readHead(bytes: Uint8Array, at: number): Read<number> {
  const info = byteAt(bytes, at) & 31;
  if (info < 24) return { item: info, end: at + 1 };
  const length = [1, 2, 4, 8][info - 24];
  if (length === undefined) throw new RangeError('an indefinite length');
  let item = 0;
  for (let i = 1; i <= length; i++) item = item * 256 + byteAt(bytes, at + i);
  const least = length === 1 ? 24 : 256 ** (length / 2);
  if (item < least || !Number.isSafeInteger(item)) throw new RangeError('not the shortest head');
  return { item, end: at + 1 + length };
}

function readString(bytes: Uint8Array, at: number, length: number, isText: boolean): Read<Item> {
  if (at + length > bytes.length) throw new RangeError('the string ends early');
  const own = bytes.subarray(at, at + length);
  const item = isText
    ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(own)
    : own;
  return { item, end: at + length };
}

function readArray(bytes: Uint8Array, at: number, length: number): Read<Item> {
  const items: Item[] = [];
  let end = at;
  while (items.length < length) {
    const next = readItem(bytes, end);
    items.push(next.item);
    end = next.end;
  }
  return { item: items, end };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError('the item ends early');
  return byte;
}

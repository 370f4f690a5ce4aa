/** One item of a CBOR text, with everything below it. */
export interface CborItem {
  /** 0 unsigned, 1 negative, 2 bytes, 3 text, 4 array, 5 map, 6 tag, 7 simple or float (RFC 8949 §3.1). */
  readonly major: number;
  readonly argument: number;
  readonly start: number;
  /** Where the head ends and the content begins. */
  readonly content: number;
  readonly end: number;
  readonly parent: CborItem | null;
}

const MOST_ITEMS = 20_000;
/** The largest double below 2^64. */
const MOST_ARGUMENT = 2 ** 64 - 2 ** 11;

/** The items of a well-formed text, parents first; of any other, those before the first fault. */
export function itemsOf(bytes: Uint8Array): CborItem[] {
  const items: CborItem[] = [];
  try {
    readItem(bytes, 0, null, items);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return items;
}

function readItem(bytes: Uint8Array, start: number, parent: CborItem | null, all: CborItem[]) {
  const first = bytes[start];
  if (first === undefined || all.length > MOST_ITEMS) throw new RangeError('the item ends early');
  const info = first & 31;
  if (info > 27) throw new RangeError('an indefinite length');
  const extra = info < 24 ? 0 : 2 ** (info - 24);
  const content = start + 1 + extra;
  let argument = info < 24 ? info : 0;
  for (const byte of bytes.subarray(start + 1, content)) argument = argument * 256 + byte;
  const item = { major: first >> 5, argument, start, content, end: content, parent };
  const at = all.push(item) - 1;
  if (item.major === 2 || item.major === 3) item.end = content + argument;
  const below = [0, 0, 0, 0, argument, 2 * argument, 1, 0][item.major] ?? 0;
  for (let i = 0; i < below; i++) item.end = readItem(bytes, item.end, all[at] ?? null, all);
  if (item.end > bytes.length) throw new RangeError('the item ends early');
  return item.end;
}

/** The head of an item, in the shortest form or, with `width`, in so many bytes behind the first. */
export function headOf(major: number, argument: number, width?: 0 | 1 | 2 | 4 | 8): Uint8Array {
  const shortest =
    argument < 24 ? 0 : argument < 256 ? 1 : argument < 65_536 ? 2 : argument < 2 ** 32 ? 4 : 8;
  const bytes = Math.max(width ?? shortest, shortest);
  const info = bytes === 0 ? argument : 24 + Math.log2(bytes);
  const head = Buffer.alloc(9);
  head.writeBigUInt64BE(BigInt(Math.min(argument, MOST_ARGUMENT)), 1);
  return Buffer.concat([Uint8Array.of((major << 5) | info), head.subarray(9 - bytes)]);
}

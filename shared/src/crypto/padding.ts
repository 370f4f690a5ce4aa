/** Sealed lengths come in steps of this many bytes, so that they say little about the content. */
export const PADDING_BLOCK = 32;
const MARK = 0x80;

/** Appends 0x80 and zeros up to the next multiple of 32 bytes (ISO/IEC 7816-4). */
export function pad(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  // From the pool, since every byte of it is written here.
  const padded = Buffer.allocUnsafe(length + PADDING_BLOCK - (length % PADDING_BLOCK));
  padded.set(bytes);
  padded[length] = MARK;
  return padded.fill(0, length + 1);
}

/** Takes the padding off again; null when there is none. Call it on authenticated bytes only. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  const { length } = padded;
  let end = length - 1;
  while (length - end < PADDING_BLOCK && padded[end] === 0) end--;
  return length % PADDING_BLOCK === 0 && padded[end] === MARK ? padded.subarray(0, end) : null;
}

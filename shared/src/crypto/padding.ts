/** Sealed lengths come in steps of this many bytes, so that they say little about the content. */
export const PADDING_BLOCK = 32;
const MARK = 0x80;

/** Appends 0x80 and zeros up to the next multiple of 32 bytes (ISO/IEC 7816-4). */
export function pad(bytes: Uint8Array): Uint8Array {
  const length = Math.ceil((bytes.length + 1) / PADDING_BLOCK) * PADDING_BLOCK;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = MARK;
  return padded;
}

/** Takes the padding off again; null when there is none. Call it on authenticated bytes only. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  const end = padded.lastIndexOf(MARK);
  const wellFormed =
    end >= 0 &&
    padded.length % PADDING_BLOCK === 0 &&
    padded.length - end <= PADDING_BLOCK &&
    padded.subarray(end + 1).every((byte) => byte === 0);
  return wellFormed ? padded.subarray(0, end) : null;
}

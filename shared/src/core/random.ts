import { randomFillSync } from 'node:crypto';

/** Returns `length` bytes that nobody can predict. */
export type Random = (length: number) => Uint8Array;

/** Bytes that are drawn at once: asking costs more than the bytes, and a request asks for few of them many times. */
const POOL_BYTES = 4_096;

/**
 * Hands out what `fill` fills in, each byte to one caller alone: what was handed out is copied and wiped.
 *
 * @param fill Fills an array with bytes that nobody can predict.
 */
export function createPooledRandom(fill: (bytes: Uint8Array) => unknown): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return (length) => {
    if (length > POOL_BYTES) return filled(new Uint8Array(length), fill);
    if (used + length > POOL_BYTES) {
      fill(pool);
      used = 0;
    }
    const bytes = pool.slice(used, used + length);
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  };
}

function filled(bytes: Uint8Array, fill: (bytes: Uint8Array) => unknown): Uint8Array {
  fill(bytes);
  return bytes;
}

/** The operating system's generator (ASVS 5 §11.5.1). */
export const systemRandom: Random = createPooledRandom((bytes) => randomFillSync(bytes));

import { randomBytes } from 'node:crypto';

/** Returns `length` bytes that nobody can predict. */
export type Random = (length: number) => Uint8Array;

/** The operating system's generator (ASVS 5 §11.5.1). */
export const systemRandom: Random = (length) => randomBytes(length);

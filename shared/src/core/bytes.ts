import { hash, timingSafeEqual } from 'node:crypto';

const encoder = new TextEncoder();
/** Below it, code units are in the order of their UTF-8 bytes. */
const FIRST_SURROGATE = 0xd800;

/** UTF-8 bytes of a string. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** SHA-256 of `data` (FIPS 180-4). */
export function sha256(data: Uint8Array | string): Uint8Array {
  return hash('sha256', data, 'buffer');
}

/** One array holding `parts` in order. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Compares in constant time; arrays of different length are unequal. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Orders by code unit, as `Array.prototype.sort` wants it: on ASCII that is byte-wise, and fast. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders by UTF-8 bytes, which code units do not: U+FFFF stands after U+10000 there (RFC 3629 §1). */
export function compareUtf8(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const [mine, theirs] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (mine === theirs) continue;
    const isPlain = mine < FIRST_SURROGATE && theirs < FIRST_SURROGATE;
    return isPlain ? Math.sign(mine - theirs) : Buffer.compare(utf8(a), utf8(b));
  }
  return Math.sign(a.length - b.length);
}

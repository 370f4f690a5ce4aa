import { createDecipheriv, hkdfSync } from 'node:crypto';

/** What opening takes besides the sealed text. */
export interface SealKey {
  readonly kid: string;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** The labels with `domain-bridge` before them, joined by line feeds. */
  readonly info: string;
}

const CONSTANTS = 'expand 32-byte k';
const ROUNDS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/**
 * Opens a sealed text after docs/protocol.md §2, with nothing but node:crypto: HKDF, HChaCha20 by hand
 * (draft-irtf-cfrg-xchacha-03 §2.2), ChaCha20-Poly1305 of RFC 8439, padding.
 */
export function openSeal(text: string, { kid, root, info }: SealKey): Uint8Array {
  const sealed = Buffer.from(text, 'base64url');
  const header = Buffer.concat([Uint8Array.of(1, kid.length), Buffer.from(kid)]);
  if (!sealed.subarray(0, header.length).equals(header)) throw new RangeError('another header');
  const nonce = sealed.subarray(header.length, header.length + 24);
  const key = Buffer.from(hkdfSync('sha256', root, '', info, 32));
  const subkey = hchacha20(key, nonce.subarray(0, 16));
  const shortNonce = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
  const decipher = createDecipheriv('chacha20-poly1305', subkey, shortNonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.concat([header, Buffer.from(info)]), { plaintextLength: 0 });
  decipher.setAuthTag(sealed.subarray(-16));
  const body = sealed.subarray(header.length + 24, -16);
  return unpad(Buffer.concat([decipher.update(body), decipher.final()]));
}

function unpad(padded: Buffer): Uint8Array {
  const end = padded.lastIndexOf(0x80);
  const rest = padded.subarray(end + 1);
  if (end < 0 || padded.length % 32 !== 0 || rest.length > 31 || rest.some((byte) => byte !== 0)) {
    throw new RangeError('the padding is not whole');
  }
  return padded.subarray(0, end);
}

function hchacha20(key: Buffer, nonce: Buffer): Buffer {
  const words = Buffer.concat([Buffer.from(CONSTANTS), key, nonce]);
  const state = Uint32Array.from({ length: 16 }, (_, i) => words.readUInt32LE(4 * i));
  for (let round = 0; round < 10; round++) {
    for (const [a, b, c, d] of ROUNDS) quarterRound(state, a, b, c, d);
  }
  const subkey = Buffer.alloc(32);
  for (let i = 0; i < 4; i++) {
    subkey.writeUInt32LE(at(state, i), 4 * i);
    subkey.writeUInt32LE(at(state, 12 + i), 16 + 4 * i);
  }
  return subkey;
}

function quarterRound(state: Uint32Array, a: number, b: number, c: number, d: number): void {
  const step = (target: number, other: number, mixed: number, bits: number): void => {
    state[target] = at(state, target) + at(state, other);
    const word = at(state, mixed) ^ at(state, target);
    state[mixed] = (word << bits) | (word >>> (32 - bits));
  };
  step(a, b, d, 16);
  step(c, d, b, 12);
  step(a, b, d, 8);
  step(c, d, b, 7);
}

function at(state: Uint32Array, index: number): number {
  return state[index] ?? 0;
}

import { createHash, hkdfSync } from 'node:crypto';
import { sealXchacha } from '../support/xchacha.ts';

/** How bytes are sealed otherwise than a token to checkout. */
export interface SealChoice {
  readonly purpose?: string;
  readonly direction?: string;
  readonly key?: VectorKey;
  readonly version?: number;
  /** What is put behind the claims in place of the padding of ISO/IEC 7816-4. */
  readonly padding?: (bytes: Uint8Array) => Uint8Array;
}

/** A root key, in hexadecimal. */
export interface VectorKey {
  readonly kid: string;
  readonly key: string;
}

/** Root keys that everybody knows. */
export const KEYS = {
  k1: { kid: 'k1', key: keyOf(0x00) },
  k2: { kid: 'k2', key: keyOf(0x80) },
  long: { kid: 'key_of-16-letter', key: keyOf(0xe0) },
} as const;

const BLOCK = 32;

/** Paddings: the right one, and three that are refused behind a good tag. */
export const PADDING = {
  right: (bytes: Uint8Array) => padded(bytes, 0, 0),
  none: (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(BLOCK - (bytes.length % BLOCK))]),
  more: (bytes: Uint8Array) => padded(bytes, BLOCK, 0),
  dirty: (bytes: Uint8Array) => padded(bytes, 0, 1),
} as const;

/** Seals bytes as docs/protocol.md §2 has it, with any part of it done otherwise. */
export function sealBytes(bytes: Uint8Array, choice: SealChoice = {}): string {
  const { purpose = 'handoff', direction = 'to-checkout', key = KEYS.k1, version = 1 } = choice;
  const hosts = ['shop.localhost:8080', 'checkout.localhost:8443'];
  const info = ['domain-bridge', purpose, direction, ...hosts].join('\n');
  const root = Buffer.from(key.key, 'hex');
  const working = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), info, 32));
  const header = Buffer.concat([Uint8Array.of(version, key.kid.length), Buffer.from(key.kid)]);
  const plain = (choice.padding ?? PADDING.right)(bytes);
  // Another nonce for each message: with this very key none may come twice, not even here.
  const nonce = createHash('sha256').update(info).update(plain).digest().subarray(0, 24);
  const aad = Buffer.concat([header, Buffer.from(info)]);
  const sealed = sealXchacha(working, nonce, aad, plain);
  return Buffer.concat([header, nonce, sealed]).toString('base64url');
}

function padded(bytes: Uint8Array, extra: number, last: number): Uint8Array {
  const length = Math.ceil((bytes.length + 1) / BLOCK) * BLOCK + extra;
  const whole = Buffer.alloc(length);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  if (last !== 0) whole[length - 1] = last;
  return whole;
}

function keyOf(first: number): string {
  return Buffer.from(Uint8Array.from({ length: 32 }, (_, i) => (first + i) % 256)).toString('hex');
}

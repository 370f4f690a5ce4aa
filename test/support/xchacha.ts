import { createCipheriv } from 'node:crypto';

const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
const ROUNDS: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

/** HChaCha20 (draft-irtf-cfrg-xchacha-03 §2.2), written from the draft: 32-byte key, 16-byte nonce → 32-byte key. */
export function hchacha20(key: Uint8Array, nonce: Uint8Array): Uint8Array {
  const x = Uint32Array.from([...SIGMA, ...words(key), ...words(nonce)]);
  for (let double = 0; double < 10; double++) for (const quarter of ROUNDS) mix(x, quarter);
  const out = new DataView(new ArrayBuffer(32));
  [0, 1, 2, 3, 12, 13, 14, 15].forEach((from, to) => {
    out.setUint32(4 * to, x[from] ?? 0, true);
  });
  return new Uint8Array(out.buffer);
}

/** XChaCha20-Poly1305 as §2.3 composes it of HChaCha20 and the platform's ChaCha20-Poly1305: ciphertext and tag. */
export function sealXchacha(
  key: Uint8Array,
  nonce: Uint8Array,
  associated: Uint8Array,
  plain: Uint8Array,
): Uint8Array {
  const subNonce = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
  const options = { authTagLength: 16 };
  const subKey = hchacha20(key, nonce.subarray(0, 16));
  const cipher = createCipheriv('chacha20-poly1305', subKey, subNonce, options);
  cipher.setAAD(associated, { plaintextLength: plain.length });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function mix(x: Uint32Array, [a, b, c, d]: readonly [number, number, number, number]): void {
  const step = (to: number, by: number, target: number, bits: number): void => {
    x[to] = at(x, to) + at(x, by);
    const mixed = at(x, target) ^ at(x, to);
    x[target] = (mixed << bits) | (mixed >>> (32 - bits));
  };
  step(a, b, d, 16);
  step(c, d, b, 12);
  step(a, b, d, 8);
  step(c, d, b, 7);
}

function at(x: Uint32Array, index: number): number {
  return x[index] ?? 0;
}

function words(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true));
}

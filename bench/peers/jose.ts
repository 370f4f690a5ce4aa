import { randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import type { Peer } from './peer.ts';

const HEADER = { alg: 'dir', enc: 'A256GCM', kid: 'k1' };

/** A compact JWE (RFC 7516) of JSON, with a key that is named; the key is given as bytes, as jose's own examples do. */
export function createJose(): Peer {
  const key = new Uint8Array(randomBytes(32));
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return {
    seal: ({ json }) =>
      new CompactEncrypt(encoder.encode(JSON.stringify(json)))
        .setProtectedHeader(HEADER)
        .encrypt(key),
    async open(text) {
      const { plaintext } = await compactDecrypt(text, key);
      return JSON.parse(decoder.decode(plaintext));
    },
  };
}

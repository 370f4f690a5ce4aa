import { hkdfSync } from 'node:crypto';
import { decodeBase64url } from '../core/base64url.ts';
import { concatBytes, utf8 } from '../core/bytes.ts';
import { type Random, systemRandom } from '../core/random.ts';
import { type Aead, createAead, NONCE_BYTES, TAG_BYTES } from './aead.ts';
import { KEY_BYTES, type Keyring, type RootKey } from './keyring.ts';
import { pad, unpad } from './padding.ts';

/** First byte of everything sealed. */
export const SEAL_VERSION = 1;

/** Why something could not be opened. */
export type OpenFailure = 'malformed' | 'version' | 'unknown_key' | 'not_authentic';

/** Opened bytes, or why not. */
export type Opened =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: OpenFailure };

/** Seals and opens bytes for exactly one purpose. */
export interface Sealer {
  /** Encrypts under the first key; the answer is base64url text, its length a function of the padded length alone. */
  seal(bytes: Uint8Array): string;
  /** Opens text sealed for the same purpose under any key of the ring. Never throws on outside input. */
  open(text: string): Opened;
}

/** What a sealer is made of. */
export interface SealerOptions {
  /** Read at each use, so that keys may be replaced (`createLiveKeys`). */
  readonly keyring: Keyring;
  /**
   * What the bytes are for: purpose, direction, hosts … Both the derived key and the associated data
   * depend on every label, so that bytes sealed for one purpose open for no other (CVE-2023-48309).
   * Labels hold no line feed.
   */
  readonly labels: readonly string[];
  /** Source of nonces. Default: the operating system. */
  readonly random?: Random;
}

interface WorkingKey {
  readonly header: Uint8Array;
  readonly aead: Aead;
}

type WorkingKeys = readonly [WorkingKey, ...WorkingKey[]];

/**
 * Makes a sealer: `version(1) | kid length(1) | kid | nonce(24) | ciphertext | tag(16)` in base64url.
 *
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): a random 192-bit nonce is safe for more messages than
 * a store ever seals. The key is HKDF-SHA-256(root, no salt, labels) (RFC 5869); the associated data are
 * the header and the labels. The key is selected by its kid, never tried out (eprint 2020/1491).
 */
export function createSealer(options: SealerOptions): Sealer {
  const { keyring, labels, random = systemRandom } = options;
  if (labels.some((label) => label.includes('\n'))) {
    throw new TypeError('"labels" expected text without line feeds');
  }
  const info = utf8(['domain-bridge', ...labels].join('\n'));
  let derivedFrom = keyring.keys;
  let derived = deriveKeys(derivedFrom, info);
  const workingKeys = (): WorkingKeys => {
    if (keyring.keys !== derivedFrom) {
      derivedFrom = keyring.keys;
      derived = deriveKeys(derivedFrom, info);
    }
    return derived;
  };

  return {
    seal(bytes) {
      const [sealing] = workingKeys();
      const nonce = random(NONCE_BYTES);
      const [ciphertext, tag] = sealing.aead.encrypt(nonce, pad(bytes));
      return Buffer.concat([sealing.header, nonce, ciphertext, tag]).toString('base64url');
    },
    open(text) {
      const sealed = decodeBase64url(text);
      if (!sealed || sealed.length < 2) return { ok: false, reason: 'malformed' };
      if (sealed[0] !== SEAL_VERSION) return { ok: false, reason: 'version' };
      const found = workingKeys().find(({ header }) => startsWith(sealed, header));
      if (!found) return { ok: false, reason: 'unknown_key' };
      return openWith(found.aead, sealed.subarray(found.header.length));
    },
  };
}

function deriveKeys([first, ...rest]: Keyring['keys'], info: Uint8Array): WorkingKeys {
  return [deriveKey(first, info), ...rest.map((root) => deriveKey(root, info))];
}

/** The key for one purpose: what it encrypts under, what stands before the sealed bytes, and what both depend on. */
function deriveKey({ kid, secret }: RootKey, info: Uint8Array): WorkingKey {
  const header = concatBytes(Uint8Array.of(SEAL_VERSION, kid.length), utf8(kid));
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, KEY_BYTES));
  return { header, aead: createAead(key, concatBytes(header, info)) };
}

function startsWith(bytes: Uint8Array, header: Uint8Array): boolean {
  return header.every((byte, index) => bytes[index] === byte);
}

function openWith(aead: Aead, body: Uint8Array): Opened {
  if (body.length < NONCE_BYTES + TAG_BYTES) return { ok: false, reason: 'malformed' };
  const padded = aead.decrypt(body.subarray(0, NONCE_BYTES), body.subarray(NONCE_BYTES));
  if (!padded) return { ok: false, reason: 'not_authentic' };
  const bytes = unpad(padded);
  return bytes ? { ok: true, bytes } : { ok: false, reason: 'malformed' };
}

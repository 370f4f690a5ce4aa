import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { hchacha } from '@noble/ciphers/chacha.js';
import { utf8 } from '../core/bytes.ts';

/** Bytes of a nonce; so many that a random one is never met twice. */
export const NONCE_BYTES = 24;
/** Bytes of a tag; a shorter one is easier to guess and is never accepted. */
export const TAG_BYTES = 16;

const ALGORITHM = 'chacha20-poly1305';
/** Without it OpenSSL also takes tags of four bytes. */
const OPTIONS = { authTagLength: TAG_BYTES } as const;
const EXTENDED_BYTES = 16;
const SHORT_NONCE_BYTES = 12;
/** Encrypts and decrypts under one key, for one purpose. */
export interface Aead {
  /** Ciphertext and tag. */
  encrypt(nonce: Uint8Array, plain: Uint8Array): readonly [Uint8Array, Uint8Array];
  /** The plain bytes of ciphertext and tag; null when the tag does not hold, and then nothing of them is given out. */
  decrypt(nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null;
}

/**
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03 §2.3): ChaCha20-Poly1305 of the platform, under a key that HChaCha20
 * makes of ours and the first 16 bytes of the nonce. HChaCha20 is that of `@noble/ciphers`; Node has none.
 *
 * @param key 32 bytes.
 */
export function createAead(key: Uint8Array, associated: Uint8Array): Aead {
  const derive = createDerivation(key);
  return {
    encrypt(nonce, plain) {
      const { subKey, shortNonce } = derive(nonce);
      const cipher = createCipheriv(ALGORITHM, subKey, shortNonce, OPTIONS);
      cipher.setAAD(associated, { plaintextLength: plain.length });
      const ciphertext = cipher.update(plain);
      cipher.final();
      return [ciphertext, cipher.getAuthTag()];
    },
    decrypt(nonce, sealed) {
      const length = sealed.length - TAG_BYTES;
      if (length < 0) return null;
      const { subKey, shortNonce } = derive(nonce);
      const decipher = createDecipheriv(ALGORITHM, subKey, shortNonce, OPTIONS);
      decipher.setAAD(associated, { plaintextLength: length });
      decipher.setAuthTag(sealed.subarray(length));
      const plain = decipher.update(sealed.subarray(0, length));
      return holds(decipher) ? plain : null;
    },
  };
}

function holds(decipher: { final(): unknown }): boolean {
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

/** What one message is encrypted under. The nonce is good until the next one is asked for. */
interface Derived {
  readonly subKey: KeyObject;
  /** Four zero bytes, and of the nonce what HChaCha20 has left. */
  readonly shortNonce: Uint8Array;
}

/** HChaCha20 under one key. Its words have to be aligned, so they lie in arrays of their own, made once. */
function createDerivation(key: Uint8Array): (nonce: Uint8Array) => Derived {
  const sigma = new Words(utf8('expand 32-byte k'));
  const root = new Words(key);
  const prefix = new Words(new Uint8Array(EXTENDED_BYTES));
  const derived = new Words(new Uint8Array(key.length));
  const shortNonce = new Uint8Array(SHORT_NONCE_BYTES);
  return (nonce) => {
    for (let i = 0; i < EXTENDED_BYTES; i++) prefix.bytes[i] = nonce[i] ?? 0;
    for (let i = EXTENDED_BYTES; i < NONCE_BYTES; i++) {
      shortNonce[i - NONCE_BYTES + SHORT_NONCE_BYTES] = nonce[i] ?? 0;
    }
    hchacha(sigma.words, root.words, prefix.words, derived.words);
    // An object: that bytes are none, Node 24 finds out by an exception with its stack, five times as slowly.
    const subKey = createSecretKey(derived.bytes);
    derived.bytes.fill(0);
    return { subKey, shortNonce };
  };
}

/** The same memory as bytes and as words. */
class Words {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;

  constructor(content: Uint8Array) {
    const { buffer } = new Uint8Array(content);
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
  }
}

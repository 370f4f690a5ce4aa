import { decodeBase64url } from '../core/base64url.ts';

/** Bytes of every root key. */
export const KEY_BYTES = 32;
const KID = /^[A-Za-z0-9_-]{1,16}$/;

/** A root key; working keys are derived from it, one per purpose. */
export interface RootKey {
  /** Public label, 1–16 characters of `A-Za-z0-9_-`. Travels in clear, so it must not be derived from the secret. */
  readonly kid: string;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
}

/** Root keys in order of preference: the first one seals, all of them open. */
export interface Keyring {
  readonly keys: readonly [RootKey, ...RootKey[]];
}

/**
 * Makes a keyring.
 *
 * @throws {TypeError} On an empty list, an unusable kid or one that stands twice.
 * @throws {RangeError} On a secret that is not 32 bytes long.
 */
export function createKeyring(keys: readonly RootKey[]): Keyring {
  const [first, ...rest] = keys;
  if (!first) throw new TypeError('"keyring" expected at least one key');
  for (const [index, { kid, secret }] of keys.entries()) {
    if (!KID.test(kid)) throw new TypeError('"kid" expected 1-16 characters of A-Z a-z 0-9 _ -');
    if (secret.length !== KEY_BYTES) {
      // By position: whoever mistook the two has put the secret where the kid belongs.
      throw new RangeError(`key ${index + 1} expected ${KEY_BYTES} bytes, got ${secret.length}`);
    }
  }
  if (new Set(keys.map((key) => key.kid)).size !== keys.length) {
    throw new TypeError('"keyring" expected every kid once');
  }
  return { keys: [first, ...rest] };
}

/**
 * Reads `kid:base64url[,kid:base64url…]`, the form of `BRIDGE_KEYS`.
 *
 * @throws {TypeError} On anything else; the message never repeats the text, because it holds secrets.
 * @throws {RangeError} On a secret that is not 32 bytes long.
 */
export function parseKeyring(text: string): Keyring {
  return createKeyring(
    text.split(',').map((entry, index) => parseRootKey(entry, `key ${index + 1}`)),
  );
}

/**
 * Reads one `kid:base64url`.
 *
 * @param name Stands in the message in place of the text, which is a secret.
 * @throws {TypeError} On anything else. The length is for `createKeyring` to check.
 */
export function parseRootKey(text: string, name: string): RootKey {
  const [kid = '', encoded = '', ...more] = text.trim().split(':');
  const secret = more.length === 0 ? decodeBase64url(encoded) : null;
  if (!secret) throw new TypeError(`${name} expected kid:base64url`);
  return { kid, secret };
}

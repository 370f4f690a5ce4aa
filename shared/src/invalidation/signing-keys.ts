import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { decodeBase64url } from '../core/base64url.ts';

/** The one algorithm of our events: no header of a stranger decides how a signature is checked. */
export const EVENT_ALGORITHM = 'EdDSA';

/** A key that signs events. */
export interface SigningKey {
  /** RFC 7638 thumbprint: it says nothing of the secret, and two keys never share it. */
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As it is published. */
  readonly publicJwk: JWK;
}

/**
 * Keys in order of preference: the first one signs, all of them are published. Read at each use, so that they may
 * be replaced (`createLiveKeys`).
 */
export interface SigningKeys {
  readonly keys: readonly [SigningKey, ...SigningKey[]];
}

/**
 * Makes the text of a private JWK set with one fresh Ed25519 key: the content of the file `SIGNING_KEYS`.
 * To rotate, put the new key behind the old one; when every receiver has read it (10 minutes), put it first;
 * take the old one out when nothing that it signed is under way any more.
 */
export async function generateSigningKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair(EVENT_ALGORITHM, { extractable: true });
  const { kty, crv, x, d } = await exportJWK(privateKey);
  return JSON.stringify({ keys: [{ kty, crv, x, d, use: 'sig', alg: EVENT_ALGORITHM }] });
}

/**
 * Reads a private JWK set (RFC 7517 §5). A `kid` that stands there is passed over.
 *
 * @throws {TypeError} On anything but Ed25519 private keys (RFC 8037), each once and at least one; the message
 * never repeats the text, because it holds secrets.
 */
export async function parseSigningKeys(text: string): Promise<SigningKeys> {
  const keys: SigningKey[] = [];
  for (const [index, jwk] of parseSet(text).entries()) {
    keys.push(await readKey(jwk, `signing key ${index + 1}`));
  }
  const [first, ...rest] = keys;
  if (!first) throw new TypeError('"signingKeys" expected at least one key');
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length) {
    throw new TypeError('"signingKeys" expected every key once');
  }
  return { keys: [first, ...rest] };
}

/** The public halves, for `/.well-known/jwks.json`. */
export function publicJwks({ keys }: SigningKeys): JSONWebKeySet {
  return { keys: keys.map(({ publicJwk }) => publicJwk) };
}

function parseSet(text: string): readonly unknown[] {
  const set = parseJson(text);
  const keys = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : undefined;
  if (!Array.isArray(keys)) throw new TypeError('"signingKeys" expected a JWK set in JSON');
  return keys;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: its message quotes the text.
    return null;
  }
}

async function readKey(jwk: unknown, name: string): Promise<SigningKey> {
  const { kty, crv, x, d } = (jwk ?? {}) as Record<string, unknown>;
  const isPrivate = kty === 'OKP' && crv === 'Ed25519' && is32Bytes(x) && is32Bytes(d);
  if (!isPrivate) throw new TypeError(`${name} expected a private Ed25519 key`);
  const publicPart = { kty, crv, x };
  const kid = await calculateJwkThumbprint(publicPart);
  const privateKey = await importPrivate({ ...publicPart, d }, name);
  return { kid, privateKey, publicJwk: { ...publicPart, kid, use: 'sig', alg: EVENT_ALGORITHM } };
}

/** @throws {TypeError} Also when the halves do not belong together: nobody could check what such a key signs. */
async function importPrivate(jwk: JWK, name: string): Promise<CryptoKey> {
  try {
    const key = await importJWK(jwk, EVENT_ALGORITHM);
    if (!(key instanceof Uint8Array)) return key;
  } catch {
    // Without the cause, like above.
  }
  throw new TypeError(`${name} expected two halves of one key`);
}

/** In their one spelling: the `kid` is a hash of the text, and one key must not have two. */
function is32Bytes(value: unknown): value is string {
  return typeof value === 'string' && decodeBase64url(value)?.length === 32;
}

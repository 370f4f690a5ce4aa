import { decode, encode } from 'cborg';
import type { Sealer } from '../crypto/sealer.ts';
import { check } from './malformed.ts';
import { decodeRecord, encodeRecord, type StateRecord } from './record.ts';

/** Name of the state cookie; `__Host-` stands before it on https. */
export const STATE_COOKIE = 'bridge-state';

/** Bytes of a store key. */
export const STORE_KEY_BYTES = 16;

/** Bytes of the state cookie, name included, unless configured otherwise: proxies overflow earlier than browsers. */
export const STATE_COOKIE_BYTES = 3_000;
/** Bytes of name and value that a browser takes (RFC 6265bis §5.6); what is longer it drops without a word. */
export const MAX_COOKIE_BYTES = 4_096;

const LONGEST_NAME = `__Host-${STATE_COOKIE}=`;

/** What the state cookie holds. */
export interface StateCookie {
  /** Key of the store row, 16 random bytes in base64url. Minted by this domain; never leaves it in clear. */
  readonly key: string;
  /** 0 before the first write. */
  readonly version: number;
  /** True until a cookie of this version is known to have reached the browser. */
  readonly pending: boolean;
  /** Epoch seconds. */
  readonly sealedAt: number;
  /** Null when it is too large for a cookie: then it lives in the store alone. */
  readonly record: StateRecord | null;
  /** True in the request that has minted the key, until it writes: no store can have a row of it yet. */
  readonly isNew?: boolean;
}

/** Bytes that stand around the record at most: other fields 50, padding 32, header, nonce and tag 58. */
const MAX_BYTES_AROUND = 140;

/** Whether an encoded record fits into a cookie for certain; when it does not, sealing tells. */
export function isSureToFit(
  { length }: Uint8Array,
  maxBytes: number = STATE_COOKIE_BYTES,
): boolean {
  const characters = Math.ceil(((length + MAX_BYTES_AROUND) * 4) / 3);
  return characters + LONGEST_NAME.length <= maxBytes;
}

/** What sealing a cookie may be told. */
export interface SealCookieOptions {
  /** The record, where it has been encoded before. */
  readonly encoded?: Uint8Array | undefined;
  /** Bytes of name and value. Default: 3,000. */
  readonly maxBytes?: number | undefined;
}

/** Seals a state cookie; leaves the record out when it would not fit. */
export function sealStateCookie(
  cookie: StateCookie,
  sealer: Sealer,
  { encoded, maxBytes = STATE_COOKIE_BYTES }: SealCookieOptions = {},
): string {
  const { key, version, pending, sealedAt, record } = cookie;
  const fields = [Buffer.from(key, 'base64url'), version, pending, sealedAt];
  const bytes = record && (encoded ?? encodeRecord(record));
  const value = sealer.seal(encode([...fields, bytes]));
  return value.length + LONGEST_NAME.length <= maxBytes
    ? value
    : sealer.seal(encode([...fields, null]));
}

/** Opens a state cookie; null when it is not one of ours or is not readable any more. */
export function openStateCookie(value: string, sealer: Sealer): StateCookie | null {
  const opened = sealer.open(value);
  if (!opened.ok) return null;
  try {
    return decodeCookie(opened.bytes);
  } catch {
    // Authentic, yet not of this shape: written by another version of the software. Start afresh.
    return null;
  }
}

/** Whether a state cookie cannot be opened for want of the key alone. */
export function isUnderUnknownKey(value: string, sealer: Sealer): boolean {
  const opened = sealer.open(value);
  return !opened.ok && opened.reason === 'unknown_key';
}

function decodeCookie(bytes: Uint8Array): StateCookie {
  const fields: unknown = decode(bytes, { strict: true });
  check(Array.isArray(fields) && fields.length === 5);
  const [key, version, pending, sealedAt, record] = fields as readonly unknown[];
  check(key instanceof Uint8Array && key.length === STORE_KEY_BYTES);
  check(Number.isSafeInteger(version) && Number.isSafeInteger(sealedAt));
  check(typeof pending === 'boolean' && (record === null || record instanceof Uint8Array));
  return {
    key: Buffer.from(key).toString('base64url'),
    version: Number(version),
    pending,
    sealedAt: Number(sealedAt),
    record: record && decodeRecord(record),
  };
}

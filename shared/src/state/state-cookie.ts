import { encodeBase64url } from '../core/base64url.ts';
import { CborReader } from '../core/cbor-reader.ts';
import { CborWriter } from '../core/cbor-writer.ts';
import type { Sealer } from '../crypto/sealer.ts';
import { check, malformed } from './malformed.ts';
import { decodeRecord, encodeRecord, type StateRecord } from './record.ts';

/** Name of the state cookie; `__Host-` stands before it on https. */
export const STATE_COOKIE = 'bridge-state';

/** Bytes of a store key. */
export const STORE_KEY_BYTES = 16;

/** Bytes of the state cookie, name included, unless configured otherwise: proxies overflow earlier than browsers. */
export const STATE_COOKIE_BYTES = 3_000;
/** Bytes of name and value that a browser takes (RFC 6265bis §5.6); what is longer it drops without a word. */
export const MAX_COOKIE_BYTES = 4_096;

const FIELDS = 5;
const BESIDE_RECORD_BYTES = 64;
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
  const { record } = cookie;
  const bytes = record && (encoded ?? encodeRecord(record));
  const value = sealer.seal(encodeCookie(cookie, bytes));
  return value.length + LONGEST_NAME.length <= maxBytes
    ? value
    : sealer.seal(encodeCookie(cookie, null));
}

function encodeCookie(
  { key, version, pending, sealedAt }: StateCookie,
  record: Uint8Array | null,
): Uint8Array {
  const writer = new CborWriter((record?.length ?? 0) + BESIDE_RECORD_BYTES);
  writer.array(FIELDS);
  writer.bytes(Buffer.from(key, 'base64url'));
  writer.integer(version);
  writer.boolean(pending);
  writer.integer(sealedAt);
  if (record === null) writer.null();
  else writer.bytes(record);
  return writer.finish();
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
  const reader = new CborReader(bytes, malformed);
  check(reader.array() === FIELDS);
  const key = reader.bytes();
  check(key.length === STORE_KEY_BYTES);
  const version = reader.integer(0, Number.MAX_SAFE_INTEGER);
  const pending = reader.boolean();
  const sealedAt = reader.integer(0, Number.MAX_SAFE_INTEGER);
  const record = reader.isNull() ? null : decodeRecord(reader.bytes());
  reader.end();
  return { key: encodeBase64url(key), version, pending, sealedAt, record };
}

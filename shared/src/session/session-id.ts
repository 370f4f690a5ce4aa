import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import { sha256 } from '../core/bytes.ts';
import type { Random } from '../core/random.ts';

declare const sessionIdBrand: unique symbol;

/** `ses_` and 256 random bits. Travels only in the cookie of the domain that minted it. */
export type SessionId = string & { readonly [sessionIdBrand]: true };

const PREFIX = 'ses_';
const SESSION_ID_BYTES = 32;
const SID_BYTES = 16;

/** Mints a session id. */
export function mintSessionId(random: Random): SessionId {
  return `${PREFIX}${encodeBase64url(random(SESSION_ID_BYTES))}` as SessionId;
}

/** Mints the name a checkout session has towards the other domain: `sid_` and 128 random bits. */
export function mintSid(random: Random): string {
  return `sid_${encodeBase64url(random(SID_BYTES))}`;
}

/** The id a cookie holds, or null when it is not one. */
export function parseSessionId(text: string): SessionId | null {
  const bytes = text.startsWith(PREFIX) ? decodeBase64url(text.slice(PREFIX.length)) : null;
  return bytes?.length === SESSION_ID_BYTES ? (text as SessionId) : null;
}

/** What the store keeps in place of the id, so that a stolen copy of it opens no session. */
export function hashSessionId(id: SessionId): string {
  return encodeBase64url(sha256(id));
}

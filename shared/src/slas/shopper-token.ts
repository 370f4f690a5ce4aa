import { decodeBase64url } from '../core/base64url.ts';
import { type Fields, parseFields } from './service-answer.ts';
import type { ShopperClaims } from './shopper-claims.ts';

/** A token with less left than this counts as ended: it must outlive the calls that it is used for. */
export const FRESH_SECONDS = 60;
/** Real ones have about 2,250 characters; no server takes a header beyond this. */
const MAX_TOKEN_CHARACTERS = 16 * 1024;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Whether text has the shape of a JWT; nothing else is known about it then. */
export function isJwt(text: string): boolean {
  return text.length <= MAX_TOKEN_CHARACTERS && JWT.test(text);
}

/** Whether a token is good for at least another minute. @param now Epoch seconds. */
export function isFresh({ expiresAt }: Pick<ShopperClaims, 'expiresAt'>, now: number): boolean {
  return expiresAt - now > FRESH_SECONDS;
}

/**
 * Reads an access token of SLAS. **It has verified nothing**: anybody can write such a token. Use `createTokenVerifier`
 * for one that came from a browser.
 *
 * @returns Null where it is none of SLAS's.
 */
export function decodeShopperToken(jwt: string): ShopperClaims | null {
  const bytes = isJwt(jwt) ? decodeBase64url(jwt.split('.')[1] ?? '') : null;
  return bytes && parseShopperClaims(bytes);
}

function parseShopperClaims(payload: Uint8Array): ShopperClaims | null {
  const fields = parseFields(new TextDecoder().decode(payload));
  const { iss: issuer, aud: audience, dnt } = fields ?? {};
  if (!fields || typeof issuer !== 'string' || typeof audience !== 'string') return null;
  const subject = subjectOf(fields.sub);
  const identity = identityOf(fields.isb);
  const times = timesOf(fields);
  if (!subject || !identity || !times) return null;
  return { ...subject, ...identity, ...times, issuer, audience, dnt: dnt === '1' };
}

/** `cc-slas::{tenant}::scid:{clientId}::usid:{usid}` */
const SUBJECT = /^cc-slas::([\w-]{1,32})::scid:([\w-]{1,40})::usid:([\w.~-]{1,128})(?:::|$)/;

function subjectOf(sub: unknown): Pick<ShopperClaims, 'tenant' | 'clientId' | 'usid'> | null {
  const [, tenant, clientId, usid] = (typeof sub === 'string' && SUBJECT.exec(sub)) || [];
  return tenant && clientId && usid ? { tenant, clientId, usid } : null;
}

type Identity = Pick<
  ShopperClaims,
  'kind' | 'customerId' | 'guestCustomerId' | 'loginId' | 'identityProvider' | 'channelId'
>;

/**
 * `uido:…::upn:…::uidn:…::gcid:…[::rcid:…]::chid:…`, and pairs that say how the token came about. By position and by
 * name: a shopper chooses `upn` and `uidn`, and must not be able to add a pair.
 */
function identityOf(isb: unknown): Identity | null {
  const parts = typeof isb === 'string' ? isb.split('::') : [];
  const isRegistered = parts[4]?.startsWith('rcid:') ?? false;
  const identityProvider = pairValue(parts[0], 'uido');
  const loginId = pairValue(parts[1], 'upn');
  const guestCustomerId = pairValue(parts[3], 'gcid');
  const customerId = isRegistered ? pairValue(parts[4], 'rcid') : guestCustomerId;
  const channelId = pairValue(parts[isRegistered ? 5 : 4], 'chid');
  if (!identityProvider || !loginId || !guestCustomerId || !customerId || !channelId) return null;
  if (pairValue(parts[2], 'uidn') === null) return null;
  const known = { customerId, guestCustomerId, identityProvider, channelId };
  return isRegistered
    ? { ...known, kind: 'registered', loginId }
    : { ...known, kind: 'guest', loginId: null };
}

function pairValue(part: string | undefined, key: string): string | null {
  return part?.startsWith(`${key}:`) ? part.slice(key.length + 1) : null;
}

function timesOf(
  fields: Fields,
): Pick<ShopperClaims, 'issuedAt' | 'notBefore' | 'expiresAt'> | null {
  const { iat, exp, nbf = iat } = fields;
  if (!isTime(iat) || !isTime(exp) || !isTime(nbf)) return null;
  return { issuedAt: iat, notBefore: nbf, expiresAt: exp };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

import { stringifySetCookie } from 'cookie';
import { parseCookieHeader } from '../core/cookie.ts';
import { type CookieNames, DNT_COOKIE, GUARD_VALUES } from './cookie-names.ts';
import { isDwsid } from './dwsid.ts';
import type { KeptRefreshToken, KnownShopper } from './known-shopper.ts';
import { SESSION_COOKIE } from './platform-cookies.ts';
import { isJwt } from './shopper-token.ts';
import { joinChunks } from './token-chunks.ts';

/** plugin_slas writes it in place of the token when controllers sign a shopper in or out. */
const REFRESH_WORD = 'refresh';
const MAX_REFRESH_TOKEN_CHARACTERS = 256;
const PRINTABLE = /^[\x21-\x7e]+$/;
const USID = /^[\w.~-]{1,128}$/;

/**
 * Reads what the cookies of one site say. A cookie that stands twice is believed in neither place.
 *
 * @param header The `Cookie` request header, untrusted. Never throws.
 */
export function readKnownShopper(header: string | undefined, names: CookieNames): KnownShopper {
  const received = parseCookieHeader(header);
  const textOf = (name: string): string | null => decodeValue(received.get(name) ?? null);
  const token = joinChunks((index) =>
    textOf(index === 0 ? names.accessToken : names.accessTokenChunk(index + 1)),
  );
  const usid = textOf(names.usid);
  const dwsid = textOf(SESSION_COOKIE);
  const guard = textOf(names.guard);
  return {
    accessToken: isJwt(token) ? token : null,
    // No token begins like this; the tail of an older one may follow where somebody else has joined the chunks.
    mustRefresh: token.startsWith(REFRESH_WORD),
    refreshToken:
      refreshTokenOf('registered', textOf(names.registeredRefreshToken)) ??
      refreshTokenOf('guest', textOf(names.guestRefreshToken)),
    usid: usid !== null && USID.test(usid) ? usid : null,
    dwsid: dwsid !== null && isDwsid(dwsid) ? dwsid : null,
    isGuarded: guard === GUARD_VALUES.fetched || guard === GUARD_VALUES.reloaded,
    hasReloaded: guard === GUARD_VALUES.reloaded,
    dnt: dntOf(textOf(DNT_COOKIE)),
    receivedNames: new Set(received.keys()),
    row: null,
  };
}

function refreshTokenOf(
  kind: KeptRefreshToken['kind'],
  value: string | null,
): KeptRefreshToken | null {
  const isToken =
    value !== null && value.length <= MAX_REFRESH_TOKEN_CHARACTERS && PRINTABLE.test(value);
  return isToken ? { kind, value } : null;
}

function dntOf(value: string | null): boolean | null {
  return value === '1' || (value === '0' ? false : null);
}

/** Percent-encoding as browsers' scripts write it; null where it is broken. A token has none, and is long. */
function decodeValue(value: string | null): string | null {
  if (value === null || !value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** A cookie for the browser. */
export interface ShopperCookie {
  readonly name: string;
  readonly value: string;
  /** Seconds; null: as long as the browser runs; 0 removes it. */
  readonly maxAgeSeconds: number | null;
  /** Whether the scripts of the page may not read it. */
  readonly httpOnly: boolean;
}

/** Takes a cookie away. */
export function removalOf(name: string): ShopperCookie {
  return { name, value: '', maxAgeSeconds: 0, httpOnly: false };
}

/**
 * The `Set-Cookie` value of a cookie: Path=/, SameSite=Lax and no Domain.
 *
 * @param secure Whether our own configured origin is https.
 */
export function writeShopperCookie(cookie: ShopperCookie, secure: boolean): string {
  const { name, value, maxAgeSeconds, httpOnly } = cookie;
  const lifetime = maxAgeSeconds === null ? {} : { maxAge: Math.max(0, maxAgeSeconds) };
  return stringifySetCookie(
    { name, value, ...lifetime, path: '/', sameSite: 'lax', httpOnly, secure },
    { encode: encodeValue },
  );
}

/** What a cookie cannot hold (RFC 6265 §4.1.1), and the sign that announces an encoded character. */
const TO_ENCODE = /[^\x21\x23\x24\x26-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+/g;

/** Leaves `=` as it is: the platform compares `dwsid` byte by byte. */
function encodeValue(value: string): string {
  return value.toWellFormed().replace(TO_ENCODE, encodeURIComponent);
}

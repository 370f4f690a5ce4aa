import { parseSetCookie, type SetCookie } from 'cookie';
import { parseCookieHeader } from '../core/cookie.ts';
import { isDwsid } from './dwsid.ts';
import type { ControllerSession, PlatformCookie } from './shopper-pair.ts';

/** Name of the cookie that names a controller session. It never has a suffix. */
export const SESSION_COOKIE = 'dwsid';
const PLATFORM_COOKIE = /^(?:dwsid|dwanonymous_\w{1,64}|dwsecuretoken_\w{1,64})$/;
const SECURE_TOKEN_COOKIE = /^dwsecuretoken_\w{1,64}$/;
/** RFC 6265 §4.1.1, `cookie-octet`. */
const COOKIE_OCTETS = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,1024}$/;
const QUOTED = /^"(.*)"$/;

/** Whether a cookie belongs to a controller session. */
export function isPlatformCookie(name: string): boolean {
  return PLATFORM_COOKIE.test(name);
}

/** Whether a cookie is the second half of a session where HTTPS is not enforced: worthless without its `dwsid`. */
export function isSecureTokenCookie(name: string): boolean {
  return SECURE_TOKEN_COOKIE.test(name);
}

/**
 * The controller session that an answer sets.
 *
 * @param setCookies `Set-Cookie` values. Other cookies, and values that no cookie can have, are left out.
 * @param now Epoch seconds.
 * @returns Null where no `dwsid` is among them.
 */
export function parseSession(setCookies: readonly string[], now: number): ControllerSession | null {
  const cookies = new Map(
    setCookies.flatMap((line) => parsePlatformCookie(line, now)).map((each) => [each.name, each]),
  );
  const dwsid = cookies.get(SESSION_COOKIE)?.value ?? '';
  return isDwsid(dwsid) ? { dwsid, cookies: [...cookies.values()] } : null;
}

/** `Set-Cookie` values without those of a controller session. */
export function withoutSession(setCookies: readonly string[]): string[] {
  return setCookies.filter((line) => !isPlatformCookie(line.slice(0, line.indexOf('=')).trim()));
}

/**
 * A `Cookie` header without the cookies of a controller session that stand in it twice: somebody has put his own
 * beside the shopper's (RFC 6265bis §8.6), and the platform would believe one of them.
 */
export function withoutDoubledSession(header: string | undefined): string | undefined {
  const received = parseCookieHeader(header);
  const isDoubled = (name: string): boolean =>
    received.get(name) === null && isPlatformCookie(name);
  if (![...received.keys()].some(isDoubled)) return header;
  const nameOf = (pair: string): string => pair.slice(0, Math.max(0, pair.indexOf('='))).trim();
  const left = header?.split(';').filter((pair) => !isDoubled(nameOf(pair))) ?? [];
  return left.length > 0 ? left.map((pair) => pair.trim()).join('; ') : undefined;
}

function parsePlatformCookie(line: string, now: number): PlatformCookie[] {
  const cookie = parseSetCookie(line);
  const value = cookie.value?.replace(QUOTED, '$1') ?? '';
  if (!isPlatformCookie(cookie.name) || !COOKIE_OCTETS.test(value)) return [];
  const maxAgeSeconds = maxAgeOf(cookie, now);
  const isGone = value === '' || (maxAgeSeconds !== null && maxAgeSeconds <= 0);
  return [isGone ? deletionOf(cookie.name) : { name: cookie.name, value, maxAgeSeconds }];
}

function deletionOf(name: string): PlatformCookie {
  return { name, value: '', maxAgeSeconds: 0 };
}

/** `Max-Age` before `Expires` (RFC 6265 §5.3). */
function maxAgeOf({ maxAge, expires }: SetCookie, now: number): number | null {
  if (maxAge !== undefined) return maxAge;
  if (expires === undefined) return null;
  const seconds = Math.floor(expires.getTime() / 1000) - now;
  return Number.isNaN(seconds) ? null : seconds;
}

import { createHash } from 'node:crypto';
import { DAY } from './duration.ts';
import type { Session } from './sessions.ts';
import type { Switches } from './switches.ts';

/** Who sets the cookies of a session. */
export type CookieSetter =
  /** OCAPI or a controller: HttpOnly, unless it is switched off. */
  | 'platform'
  /** SLAS under Hybrid Auth: scripts of a headless storefront have to read `dwsid`. */
  | 'hybrid-auth';

/** What the cookies of a session depend on. */
export interface CookieSettings {
  readonly siteId: string;
  readonly switches: Readonly<Switches>;
}

const ANONYMOUS_SECONDS = 180 * DAY;

/**
 * `Set-Cookie` values that give a session to a browser: `dwsid`, `dwanonymous_*` for a guest, and
 * `dwsecuretoken_*`, which is a deletion while HTTPS is enforced.
 */
export function sessionCookies(
  { siteId, switches }: CookieSettings,
  session: Session,
  by: CookieSetter = 'platform',
): string[] {
  const secure = switches.secureCookies ? '; Secure' : '';
  const httpOnly = by === 'platform' && switches.httpOnlyDwsid ? '; HttpOnly' : '';
  // Browsers refuse SameSite=None without Secure.
  const sameSite = by === 'hybrid-auth' && switches.secureCookies ? '; SameSite=None' : '';
  const cookies = [`dwsid=${session.dwsid}; Path=/${httpOnly}${secure}${sameSite}`];
  if (session.identity.kind === 'guest') {
    const name = `dwanonymous_${siteDigest(siteId)}`;
    cookies.push(`${name}=${session.identity.gcid}; Path=/; Max-Age=${ANONYMOUS_SECONDS}`);
  }
  if (by === 'platform') cookies.push(secureTokenCookie(siteId, switches, session));
  return cookies;
}

/** Name of the cookie that proves a session while HTTPS is not enforced. */
export function secureTokenName(siteId: string): string {
  return `dwsecuretoken_${siteDigest(siteId)}`;
}

function secureTokenCookie(siteId: string, switches: Readonly<Switches>, session: Session): string {
  const name = secureTokenName(siteId);
  return switches.enforceHttps
    ? `${name}=""; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/`
    : `${name}=${session.secureToken}; Path=/`;
}

/** 32 hexadecimal characters that are the same for every session of a site. */
function siteDigest(siteId: string): string {
  return createHash('md5').update(siteId).digest('hex');
}

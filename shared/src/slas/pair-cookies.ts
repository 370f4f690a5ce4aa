import { MINUTE, SECOND } from '../core/duration.ts';
import { type CookieNames, GUARD_VALUES } from './cookie-names.ts';
import type { KnownShopper } from './known-shopper.ts';
import { isPlatformCookie, isSecureTokenCookie, SESSION_COOKIE } from './platform-cookies.ts';
import { removalOf, type ShopperCookie } from './shopper-cookies.ts';
import type { ControllerSession, ShopperTokens } from './shopper-pair.ts';
import { decodeShopperToken } from './shopper-token.ts';
import type { KeepOptions } from './storage.ts';
import { chunkToken } from './token-chunks.ts';

/**
 * The guard has to be gone before the session can time out, since its start is then that of another guest. The session's
 * 30 idle minutes run from its creation; one that was fetched is given out for a minute, and half a minute is for the way.
 */
export const GUARD_SECONDS: number = 30 * MINUTE - 90 * SECOND;
/** Browsers drop what has more (RFC 6265bis §5.6), name included. */
const MAX_COOKIE_CHARACTERS = 4_096;

/** Cookies that hold the tokens of a pair. */
export type TokenLayout = (
  tokens: ShopperTokens,
  names: CookieNames,
  now: number,
) => readonly ShopperCookie[];

/** Conventions of plugin_slas and PWA Kit: the page's scripts read everything, the access token comes in chunks. */
export const scriptableLayout: TokenLayout = (tokens, names, now) => {
  const { accessTokenSeconds, refreshTokenSeconds } = lifetimesOf(tokens, now);
  const cookie = (name: string, value: string, maxAgeSeconds: number): ShopperCookie => ({
    name,
    value,
    maxAgeSeconds,
    httpOnly: false,
  });
  const chunks = chunkToken(tokens.accessToken).map((chunk, index) => {
    const name = index === 0 ? names.accessToken : names.accessTokenChunk(index + 1);
    return cookie(name, chunk, accessTokenSeconds);
  });
  const refreshToken = refreshTokenName(tokens, names);
  return [
    ...chunks,
    cookie(refreshToken, tokens.refreshToken, refreshTokenSeconds),
    // With a usid that outlives its refresh token SLAS refuses the next guest.
    cookie(names.usid, tokens.usid, refreshTokenSeconds),
  ];
};

/** Conventions of the HttpOnly mode of PWA Kit: no script reads a token. */
export const httpOnlyLayout: TokenLayout = (tokens, names, now) => {
  const { accessTokenSeconds, refreshTokenSeconds } = lifetimesOf(tokens, now);
  const { beside } = names;
  const hidden = (name: string, value: string | null, maxAgeSeconds: number): ShopperCookie[] =>
    cookieThatFits({ name, value: value ?? '', maxAgeSeconds, httpOnly: true });
  const open = (name: string, value: string | null, maxAgeSeconds: number): ShopperCookie[] =>
    cookieThatFits({ name, value: value ?? '', maxAgeSeconds, httpOnly: false });
  const uido = decodeShopperToken(tokens.accessToken)?.identityProvider ?? null;
  return [
    ...hidden(names.accessToken, tokens.accessToken, accessTokenSeconds),
    ...hidden(beside.idpAccessToken, tokens.idpAccessToken, accessTokenSeconds),
    ...open(beside.accessTokenExpires, `${tokens.accessTokenExpiresAt}`, accessTokenSeconds),
    ...open(beside.accessTokenDnt, tokens.dnt ? '1' : '0', accessTokenSeconds),
    ...open(beside.uido, uido, accessTokenSeconds),
    ...open(beside.idToken, tokens.idToken, accessTokenSeconds),
    ...open(beside.customerType, tokens.kind, accessTokenSeconds),
    ...open(beside.customerId, tokens.customerId, accessTokenSeconds),
    ...hidden(refreshTokenName(tokens, names), tokens.refreshToken, refreshTokenSeconds),
    ...hidden(beside.idpRefreshToken, tokens.idpRefreshToken, refreshTokenSeconds),
    ...open(beside.refreshTokenExpires, `${tokens.refreshTokenExpiresAt}`, refreshTokenSeconds),
    ...open(names.usid, tokens.usid, refreshTokenSeconds),
    ...open(beside.encUserId, tokens.encUserId, refreshTokenSeconds),
  ];
};

function lifetimesOf(
  tokens: ShopperTokens,
  now: number,
): { readonly accessTokenSeconds: number; readonly refreshTokenSeconds: number } {
  return {
    accessTokenSeconds: tokens.accessTokenExpiresAt - now,
    refreshTokenSeconds: tokens.refreshTokenExpiresAt - now,
  };
}

function refreshTokenName({ kind }: ShopperTokens, names: CookieNames): string {
  return kind === 'guest' ? names.guestRefreshToken : names.registeredRefreshToken;
}

function cookieThatFits(cookie: ShopperCookie): ShopperCookie[] {
  const length = cookie.name.length + cookie.value.length;
  return cookie.value !== '' && length <= MAX_COOKIE_CHARACTERS ? [cookie] : [];
}

/** Keeps a reload for a new session from being answered by another one; none where no session was fetched. */
export function guardCookies(
  names: CookieNames,
  httpOnly: boolean,
  { guard, reloads = false }: KeepOptions,
): ShopperCookie[] {
  if (!guard) return [];
  const value = reloads ? GUARD_VALUES.reloaded : GUARD_VALUES.fetched;
  return [{ name: names.guard, value, maxAgeSeconds: GUARD_SECONDS, httpOnly }];
}

/**
 * Cookies of a new session. A `dwsecuretoken_*` of the one before goes with it.
 *
 * @param httpOnly For `dwsid`, which scripts of PWA Kit read; the others are the platform's own affair.
 */
export function sessionCookies(
  session: ControllerSession,
  { receivedNames }: KnownShopper,
  httpOnly: boolean,
): ShopperCookie[] {
  const set = session.cookies.map((cookie) => ({
    ...cookie,
    httpOnly: cookie.name === SESSION_COOKIE ? httpOnly : true,
  }));
  const fresh = new Set(set.map(({ name }) => name));
  const stale = [...receivedNames].filter((name) => isSecureTokenCookie(name) && !fresh.has(name));
  return [...stale.map(removalOf), ...set];
}

/**
 * Takes away what the browser has of tokens and `kept` does not replace: chunks beyond the last, what another storage
 * has written, and in every case the other refresh token, of which there may only be one.
 */
export function leftovers(
  { receivedNames }: KnownShopper,
  names: CookieNames,
  kept: readonly ShopperCookie[],
): ShopperCookie[] {
  const fresh = new Set(kept.map(({ name }) => name));
  const { guestRefreshToken, registeredRefreshToken } = names;
  const exclusive = [guestRefreshToken, registeredRefreshToken].filter((_, index, both) =>
    fresh.has(both[1 - index] ?? ''),
  );
  const received = [...receivedNames].filter(names.isToken);
  const gone = new Set([...exclusive, ...received].filter((name) => !fresh.has(name)));
  return [...gone].map(removalOf);
}

/** Takes everything of a shopper away, whatever the browser said it has. */
export function everyRemoval(known: KnownShopper, names: CookieNames): ShopperCookie[] {
  const always = [
    names.accessToken,
    names.guestRefreshToken,
    names.registeredRefreshToken,
    names.usid,
    names.guard,
    SESSION_COOKIE,
  ];
  const received = [...known.receivedNames].filter(
    (name) => names.isToken(name) || isPlatformCookie(name),
  );
  return [...new Set([...always, ...received])].map(removalOf);
}

/** Takes a session away, and what the platform set beside it, by which it would know the same shopper again. */
export function sessionRemovals({ receivedNames }: KnownShopper): ShopperCookie[] {
  return [...receivedNames].filter(isPlatformCookie).map(removalOf);
}

/** Takes the guard away where there is one. */
export function guardRemovals(
  { receivedNames }: KnownShopper,
  names: CookieNames,
): ShopperCookie[] {
  return receivedNames.has(names.guard) ? [removalOf(names.guard)] : [];
}

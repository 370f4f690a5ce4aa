import { checkSiteId } from './slas-settings.ts';

/** `dw_dnt`: `1` asks not to be tracked, `0` allows it. Never has a suffix. */
export const DNT_COOKIE = 'dw_dnt';

/** Values of the guard: the session came from us with a page, or with a reload or redirect that has to bring it along. */
export const GUARD_VALUES = { fetched: '1', reloaded: '2' } as const;

/** Names of the cookies of one site, as PWA Kit and plugin_slas know them. */
export interface CookieNames {
  /** The access token or its first chunk; also the word `refresh`. */
  readonly accessToken: string;
  /** @param index 2 for the second chunk, and so on. */
  accessTokenChunk(index: number): string;
  /** Whether a cookie holds a chunk beyond the first. */
  isChunk(name: string): boolean;
  readonly guestRefreshToken: string;
  readonly registeredRefreshToken: string;
  readonly usid: string;
  readonly guard: string;
  /** Id of the row in which the storage `server` keeps the tokens; begins with `__Host-` on an https origin. */
  readonly row: string;
  /** What the storage `httpOnly` tells the browser's scripts beside. */
  readonly beside: BesideNames;
  /** Whether a cookie holds tokens, or something about them. The guard and the session's cookies do not. */
  isToken(name: string): boolean;
}

/** Cookies of the HttpOnly mode of PWA Kit beside those of every mode. */
export interface BesideNames {
  readonly accessTokenExpires: string;
  readonly accessTokenDnt: string;
  readonly uido: string;
  readonly idToken: string;
  readonly customerType: string;
  readonly customerId: string;
  readonly refreshTokenExpires: string;
  readonly encUserId: string;
  readonly idpAccessToken: string;
  readonly idpRefreshToken: string;
}

/** How cookies are named. */
export interface CookieNaming {
  readonly siteId: string;
  /** Whether names end with `_{siteId}`: PWA Kit wants it, plugin_slas by its preference `supportMultiSite`. Default: true. */
  readonly suffix?: boolean;
}

/** What browsers take from this very host alone, over https (RFC 6265bis §4.1.3.2): no other subdomain plants a row. */
const HOST_PREFIX = '__Host-';
const CHUNK_INDEX = /^(?:[2-9]|[1-9]\d{1,3})$/;

/**
 * Makes the names.
 *
 * @param secure Whether our own configured origin is https. The names that others read too are the same on both.
 * @throws {TypeError} On a site id that no name of a cookie takes.
 */
export function createCookieNames(
  { siteId, suffix = true }: CookieNaming,
  secure: boolean,
): CookieNames {
  checkSiteId(siteId);
  const nameOf = (stem: string): string => (suffix ? `${stem}_${siteId}` : stem);
  const accessToken = nameOf('cc-at');
  const isChunk = (name: string): boolean =>
    name.startsWith(`${accessToken}_`) && CHUNK_INDEX.test(name.slice(accessToken.length + 1));
  const named = {
    accessToken,
    guestRefreshToken: nameOf('cc-nx-g'),
    registeredRefreshToken: nameOf('cc-nx'),
    usid: nameOf('usid'),
    row: `${secure ? HOST_PREFIX : ''}${nameOf('cc-bff')}`,
  };
  const beside = {
    accessTokenExpires: nameOf('cc-at-expires'),
    accessTokenDnt: nameOf('cc-at-dnt'),
    uido: nameOf('uido'),
    idToken: nameOf('id_token'),
    customerType: nameOf('customer_type'),
    customerId: nameOf('customer_id'),
    refreshTokenExpires: nameOf('cc-nx-expires'),
    encUserId: nameOf('enc_user_id'),
    idpAccessToken: nameOf('idp_access_token'),
    idpRefreshToken: nameOf('idp_refresh_token'),
  };
  const tokens = new Set([...Object.values(named), ...Object.values(beside)]);
  return {
    ...named,
    guard: nameOf('cc-sg'),
    beside,
    accessTokenChunk: (index) => `${accessToken}_${index}`,
    isChunk,
    isToken: (name) => tokens.has(name) || isChunk(name),
  };
}

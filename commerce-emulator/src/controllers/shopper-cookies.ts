import { DAY, MINUTE } from '../platform/duration.ts';
import type { AnswerCookies } from './answer-cookies.ts';

/** Longest value that goes into one `cc-at`; the platform warns at 1,200 characters. */
const CHUNK_LENGTH = 1_199;
const ACCESS_TOKEN_SECONDS = 30 * MINUTE;
const USID_SECONDS = 90 * DAY;

/** Names of the cookies that controllers and a PWA share; the PWA always adds the site. */
export function shopperCookieNames(siteId: string) {
  return {
    guestRefreshToken: `cc-nx-g_${siteId}`,
    registeredRefreshToken: `cc-nx_${siteId}`,
    usid: `usid_${siteId}`,
    accessToken: `cc-at_${siteId}`,
    guard: `cc-sg_${siteId}`,
  } as const;
}

/** Names of the cookies of one site. */
export type ShopperCookieNames = ReturnType<typeof shopperCookieNames>;

/** Writes an access token in chunks: `cc-at_RefArch`, `cc-at_RefArch_2`, … */
export function setAccessToken(
  cookies: AnswerCookies,
  { accessToken }: ShopperCookieNames,
  token: string,
): void {
  for (let start = 0, chunk = 1; start < token.length; start += CHUNK_LENGTH, chunk++) {
    const name = chunk === 1 ? accessToken : `${accessToken}_${chunk}`;
    cookies.set(name, token.slice(start, start + CHUNK_LENGTH), {
      maxAgeSeconds: ACCESS_TOKEN_SECONDS,
    });
  }
}

/** Writes the refresh token of a guest or of somebody registered. */
export function setRefreshToken(
  cookies: AnswerCookies,
  name: string,
  { value, expiresInSeconds }: { readonly value: string; readonly expiresInSeconds: number },
): void {
  cookies.set(name, value, { maxAgeSeconds: expiresInSeconds });
}

/** Writes the usid. Its lifetime is fixed, so it may outlive the refresh token: that is how the plugin does it. */
export function setUsid(cookies: AnswerCookies, { usid }: ShopperCookieNames, value: string): void {
  cookies.set(usid, value, { maxAgeSeconds: USID_SECONDS });
}

/** Removes the chunks of an access token before that the new one has no use for. */
export function removeChunks(
  cookies: AnswerCookies,
  { accessToken }: ShopperCookieNames,
  received: Readonly<Record<string, string | undefined>>,
  token: string,
): void {
  const chunks = Math.ceil(token.length / CHUNK_LENGTH);
  for (const name of Object.keys(received)) {
    const number = name.startsWith(`${accessToken}_`)
      ? Number(name.slice(accessToken.length + 1))
      : 0;
    if (number > chunks) cookies.remove(name);
  }
}

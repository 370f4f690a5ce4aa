import type { Platform } from '../../platform/platform.ts';
import type { RefreshToken } from '../../platform/refresh-tokens.ts';
import type { Usid } from '../../platform/usids.ts';
import { issueTokens, type TokenResponse } from '../../slas/issue-tokens.ts';
import {
  removeChunks,
  setAccessToken,
  setRefreshToken,
  setUsid,
  shopperCookieNames,
} from '../shopper-cookies.ts';
import type { Visit } from '../visit.ts';

/**
 * Issues tokens for the shopper of a session, from inside, and writes their cookies.
 *
 * @param usid The SLAS shopper that goes on; null: a new one.
 * @param keep A private client's refresh token, which goes on living.
 */
export function giveTokens(
  platform: Platform,
  visit: Visit,
  clientId: string,
  usid: string | null,
  keep?: RefreshToken,
): void {
  const { session } = visit;
  const client = platform.clients.find(clientId);
  const shopper = claimShopper(platform, usid);
  if (client === null || shopper === null) return;
  shopper.gcid = session.identity.gcid;
  session.usid = shopper.usid;
  const tokens = issueTokens(platform, {
    client,
    channelId: platform.siteId,
    shopper,
    identity: session.identity,
    dnt: session.dnt ?? false,
    isBridged: true,
    ...(keep === undefined ? {} : { keep }),
  });
  writeCookies(platform, visit, tokens);
}

function claimShopper({ usids, siteId }: Platform, usid: string | null): Usid | null {
  return usids.claim(usid, siteId) ?? usids.claim(null, siteId);
}

/** One refresh token at a time: the other cookie goes. */
function writeCookies(
  { siteId }: Platform,
  { session, cookies, requestCookies }: Visit,
  tokens: TokenResponse,
): void {
  const names = shopperCookieNames(siteId);
  const { guestRefreshToken: guest, registeredRefreshToken: registered } = names;
  const [kept, gone] =
    session.identity.kind === 'registered' ? [registered, guest] : [guest, registered];
  setRefreshToken(cookies, kept, {
    value: tokens.refresh_token,
    expiresInSeconds: tokens.refresh_token_expires_in,
  });
  if (requestCookies[gone] !== undefined) cookies.remove(gone);
  setUsid(cookies, names, tokens.usid);
  removeChunks(cookies, names, requestCookies, tokens.access_token);
  setAccessToken(cookies, names, tokens.access_token);
}

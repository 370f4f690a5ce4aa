import { customerIdOf } from '../../platform/identity.ts';
import type { Platform } from '../../platform/platform.ts';
import type { RefreshToken } from '../../platform/refresh-tokens.ts';
import type { SessionSync } from '../session-sync.ts';
import { type ShopperCookieNames, shopperCookieNames } from '../shopper-cookies.ts';
import { signInSession } from '../shopper-of-session.ts';
import type { Visit } from '../visit.ts';
import { giveTokens } from './give-tokens.ts';

/**
 * Hybrid Auth: the platform itself keeps token and session together. No controller answers without tokens, there is no
 * call and no redirect.
 *
 * @param clientId The SLAS client that is configured in the Business Manager.
 */
export function createHybridAuth(platform: Platform, clientId: string): SessionSync {
  const names = shopperCookieNames(platform.siteId);
  return {
    async beforePage(visit) {
      const token = receivedToken(platform, names, visit);
      if (token === null) giveTokens(platform, visit, clientId, null);
      else if (isApart(token, visit)) followToken(platform, visit, token);
      return null;
    },
    async signIn(visit, { login, password }) {
      const customer = platform.customers.authenticate(login, password);
      if (customer === null) return false;
      const token = receivedToken(platform, names, visit);
      signInSession(platform, visit.session, customer);
      giveTokens(platform, visit, clientId, token?.usid ?? null);
      return true;
    },
    async signOut(visit) {
      const token = receivedToken(platform, names, visit);
      if (token !== null) endTokens(platform, token);
      platform.sessions.signOut(visit.session.dwsid);
      giveTokens(platform, visit, clientId, null);
    },
  };
}

/** The refresh token of the browser, the registered one first. A dead one is as good as none. */
function receivedToken(
  { refreshTokens }: Platform,
  names: ShopperCookieNames,
  { requestCookies }: Visit,
): RefreshToken | null {
  const values = [
    requestCookies[names.registeredRefreshToken],
    requestCookies[names.guestRefreshToken],
  ];
  for (const value of values) {
    const token = value ? refreshTokens.find(value) : null;
    if (token !== null) return token;
  }
  return null;
}

function isApart({ identity }: RefreshToken, { session }: Visit): boolean {
  return customerIdOf(identity) !== customerIdOf(session.identity);
}

/** The session names somebody else, or has timed out: it follows the token, which a public client redeems once. */
function followToken(platform: Platform, visit: Visit, token: RefreshToken): void {
  const isRotated = platform.clients.find(token.clientId)?.secret === null;
  if (isRotated) platform.refreshTokens.revoke(token.value);
  platform.sessions.identify(visit.session.dwsid, token.identity);
  giveTokens(platform, visit, token.clientId, token.usid, isRotated ? undefined : token);
}

function endTokens(
  { refreshTokens, tokens }: Platform,
  { value, identity, usid }: RefreshToken,
): void {
  if (identity.kind === 'guest') return;
  refreshTokens.revoke(value);
  tokens.revokeOf(identity.rcid, 'revoked', usid);
}

import {
  type ShopperCookieNames,
  setAccessToken,
  setRefreshToken,
  setUsid,
} from '../shopper-cookies.ts';
import type { Visit } from '../visit.ts';
import { isExcludedPath } from './excluded-path.ts';
import { pageUrl } from './page-url.ts';
import { copyBridgeCookies, setGuard } from './plugin-cookies.ts';
import type { PluginTools } from './plugin-tools.ts';
import type { SessionProof, TokenAnswer } from './slas-service.ts';

/**
 * What the plugin does when a session starts: tokens for a new guest's session, or a session for the refresh token
 * that is there.
 *
 * @returns Where to redirect; null: the page is shown.
 * @throws {ServiceError} as 7.3 does, which ends on the error page.
 */
export async function onSession(tools: PluginTools, visit: Visit): Promise<string | null> {
  if (isExcludedPath(visit.path) || isGuarded(tools.names, visit)) return null;
  if (visit.session.identity.kind === 'registered' || visit.method !== 'GET') return null;
  const registered = visit.requestCookies[tools.names.registeredRefreshToken];
  const refreshToken = registered || visit.requestCookies[tools.names.guestRefreshToken];
  if (!refreshToken) return bridgeNewGuest(tools, visit);
  return reopenSession(tools, visit, refreshToken, Boolean(registered));
}

/** A session that `/sessions` made starts on its first request here; without the guard that would go on for ever. */
function isGuarded({ guard }: ShopperCookieNames, { requestCookies, cookies }: Visit): boolean {
  const isGuarded = requestCookies[guard] !== undefined && requestCookies.dwsid !== undefined;
  if (requestCookies[guard] !== undefined) cookies.remove(guard);
  return isGuarded;
}

/** The session stays, so there is no redirect. */
async function bridgeNewGuest({ platform, settings, slas, names }: PluginTools, visit: Visit) {
  const { dwsid } = visit.session;
  const proof: SessionProof = settings.useSignature
    ? { dwsgst: platform.signatures.mint(visit.session).value }
    : { dwsid };
  const grant = settings.clientSecret === null ? await slas.authorize() : null;
  const tokens = await slas.bridge(proof, grant);
  // From 7.4 on, so that a PWA can read it and send `sfdc_dwsid`.
  visit.cookies.set('dwsid', dwsid);
  writeTokens(names, visit, tokens, names.guestRefreshToken);
  return null;
}

async function reopenSession(
  { settings, slas, ocapi, names, home }: PluginTools,
  visit: Visit,
  refreshToken: string,
  isRegistered: boolean,
): Promise<string> {
  const tokens = await slas.refresh(refreshToken);
  const ip = settings.clientIpHeader === null ? null : visit.clientIp;
  copyBridgeCookies(visit.cookies, await ocapi.openSession(tokens.access_token, ip));
  const name = isRegistered ? names.registeredRefreshToken : names.guestRefreshToken;
  writeTokens(names, visit, tokens, name);
  return pageUrl(visit.path, visit.search, home);
}

function writeTokens(
  names: ShopperCookieNames,
  { cookies }: Visit,
  tokens: TokenAnswer,
  refreshTokenName: string,
): void {
  setRefreshToken(cookies, refreshTokenName, {
    value: tokens.refresh_token,
    expiresInSeconds: tokens.refresh_token_expires_in,
  });
  setGuard(cookies, names);
  setUsid(cookies, names, tokens.usid);
  setAccessToken(cookies, names, tokens.access_token);
}

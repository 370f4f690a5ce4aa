import type { SignIn } from '../session-sync.ts';
import { setAccessToken, setRefreshToken } from '../shopper-cookies.ts';
import { basketOf } from '../shopper-of-session.ts';
import type { Visit } from '../visit.ts';
import { copyBridgeCookies, setGuard } from './plugin-cookies.ts';
import type { PluginTools } from './plugin-tools.ts';
import { ServiceError } from './service-error.ts';
import type { CodeGrant } from './slas-service.ts';

/** SLAS says 401 for wrong credentials, and 409 when the same login came twice within a second. */
const REFUSED_LOGINS: readonly number[] = [401, 409];

/**
 * Signs in: three to five calls, and a session of its own for the account. The session of this request stays a guest's;
 * the browser forgets it with the new `dwsid`.
 *
 * @returns False when the credentials are refused.
 * @throws {ServiceError} when anything else fails.
 */
export async function signIn(
  tools: PluginTools,
  visit: Visit,
  credentials: SignIn,
): Promise<boolean> {
  const { names, slas, ocapi, settings } = tools;
  const usid = await knownUsid(tools, visit);
  const grant = await logIn(tools, credentials, usid);
  if (grant === null) return false;
  const tokens = await slas.tokenFor(grant);
  const bridge = await ocapi.openSession(tokens.access_token, visit.clientIp);
  if (usid !== null && basketOf(tools.platform, visit.session) !== null) {
    await tools.baskets.merge(tokens.access_token);
  }
  copyBridgeCookies(visit.cookies, bridge);
  if (settings.saveRefreshTokenAlways || credentials.rememberMe) {
    setRefreshToken(visit.cookies, names.registeredRefreshToken, {
      value: tokens.refresh_token,
      expiresInSeconds: tokens.refresh_token_expires_in,
    });
  }
  setGuard(visit.cookies, names);
  setAccessToken(visit.cookies, names, tokens.access_token);
  visit.cookies.remove(names.guestRefreshToken);
  return true;
}

/** By its cookie, or by redeeming the guest's refresh token, which a public client can do once. */
async function knownUsid({ names, slas }: PluginTools, visit: Visit): Promise<string | null> {
  const usid = visit.requestCookies[names.usid];
  if (usid) return usid;
  const refreshToken = visit.requestCookies[names.guestRefreshToken];
  return refreshToken ? (await slas.refresh(refreshToken)).usid : null;
}

async function logIn(
  { slas }: PluginTools,
  { login, password }: SignIn,
  usid: string | null,
): Promise<CodeGrant | null> {
  return slas.login(login, password, usid).catch((error: unknown) => {
    if (error instanceof ServiceError && REFUSED_LOGINS.includes(error.status)) return null;
    throw error;
  });
}

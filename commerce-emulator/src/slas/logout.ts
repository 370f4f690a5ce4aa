import type { Client } from '../platform/clients.ts';
import { customerIdOf, type RegisteredIdentity } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { labelOf } from '../platform/random-ids.ts';
import type { RefreshToken } from '../platform/refresh-tokens.ts';
import { blankTokens } from './blank-tokens.ts';
import { authenticateClient, namedClient } from './client-authentication.ts';
import { badAccessToken, badParameters, badRefreshToken } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';

/**
 * `GET` or `POST logout`: ends both tokens of a registered shopper and the OCAPI JWTs. Under Hybrid Auth the
 * sessions of that shopper are signed out with it.
 */
export function logout(platform: Platform, request: SlasRequest): SlasAnswer {
  request.note({ hint: request.parameters.get('hint') });
  const client = logoutClient(platform, request);
  const refreshToken = platform.refreshTokens.find(request.parameters.get('refresh_token') ?? '');
  if (!refreshToken || refreshToken.clientId !== client.id) throw badRefreshToken();
  const { identity } = refreshToken;
  if (identity.kind === 'guest')
    throw badParameters('Bad or missing access token or refresh token');
  const channelId = request.parameters.get('channel_id');
  if (channelId !== null && channelId !== refreshToken.channelId) throw badRefreshToken();
  checkBearer(platform, identity, request);
  request.note({ shopper: labelOf(identity.rcid) });
  endTokens(platform, refreshToken, identity, request.parameters.get('hint') === 'all-sessions');
  return { status: 200, body: blankTokens() };
}

/** plugin_slas adds `Basic` beside its `Bearer`, so that either proves a private client's logout. */
function logoutClient(platform: Platform, request: SlasRequest): Client {
  const { basic, bearer } = request.authorization;
  if (basic !== null) return authenticateClient(platform, request);
  if (bearer === null) throw badAccessToken();
  // A strict client proves itself at authorize and login only.
  const switches = { ...platform.switches, strictClientAuth: false };
  return namedClient({ ...platform, switches }, request);
}

function checkBearer(
  { tokens }: Platform,
  identity: RegisteredIdentity,
  request: SlasRequest,
): void {
  const { basic, bearer } = request.authorization;
  if (bearer === null && basic !== null) return;
  const checked = tokens.check(bearer ?? '');
  if (!checked.ok) throw badAccessToken();
  if (customerIdOf(checked.token.identity) !== identity.rcid) throw badAccessToken();
}

function endTokens(
  { refreshTokens, sessions, switches, tokens }: Platform,
  { usid, value }: RefreshToken,
  { rcid }: RegisteredIdentity,
  everywhere: boolean,
): void {
  if (everywhere) {
    refreshTokens.revokeOf(rcid);
    tokens.revokeOf(rcid, 'revoked');
  } else {
    refreshTokens.revoke(value);
    tokens.revokeOf(rcid, 'revoked', usid);
  }
  if (switches.sync !== 'hybrid_auth') return;
  for (const session of sessions.allLiving(rcid)) {
    if (everywhere || session.usid === usid) sessions.signOut(session.dwsid);
  }
}

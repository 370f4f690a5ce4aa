import { ACCESS_LIFETIME_SECONDS, issuerOf, issuerSubject } from '../platform/access-token.ts';
import type { Identity } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { authenticatePrivateClient } from './client-authentication.ts';
import { refreshLifetimeSeconds } from './refresh-lifetime.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';

/** `POST introspect`: what a token of a private client stands for, and whether it is still good. */
export function introspect(platform: Platform, request: SlasRequest): SlasAnswer {
  const client = authenticatePrivateClient(platform, request);
  const value = request.parameters.require('token');
  const shared = { client_id: client.id, iss: issuerOf(platform.tenantId) };
  const refreshToken = platform.refreshTokens.find(value);
  if (refreshToken?.clientId === client.id) {
    const { expiresAt: exp, identity, usid } = refreshToken;
    const iat = exp - refreshLifetimeSeconds(client, identity.kind, platform.switches);
    return active({
      ...shared,
      exp,
      iat,
      sub: subjectOf(usid, identity),
      token_type: 'refresh_token',
    });
  }
  const checked = platform.tokens.check(value);
  if (!checked.ok || checked.token.clientId !== client.id) {
    return { status: 200, body: { active: false } };
  }
  const { expiresAt: exp, identity, usid } = checked.token;
  const iat = exp - ACCESS_LIFETIME_SECONDS;
  return active({
    ...shared,
    exp,
    iat,
    sub: subjectOf(usid ?? '', identity),
    token_type: 'access_token',
  });
}

function active(body: object): SlasAnswer {
  return { status: 200, body: { active: true, scope: 'offline_access openid', ...body } };
}

/** `usid:…::uido:…::upn:…::uidn:…`. */
function subjectOf(usid: string, identity: Identity): string {
  const displayName = identity.kind === 'registered' ? identity.login : '';
  const subject = issuerSubject({
    clientId: '',
    scopes: [],
    channelId: '',
    dnt: false,
    usid,
    identity,
    displayName,
  });
  return [`usid:${usid}`, ...subject.split('::').slice(0, 3)].join('::');
}

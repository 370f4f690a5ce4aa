import { createHash } from 'node:crypto';
import {
  ACCESS_LIFETIME_SECONDS,
  issuerSubject,
  LONGEST_SUBJECT,
} from '../platform/access-token.ts';
import type { Client } from '../platform/clients.ts';
import { customerIdOf, type Identity } from '../platform/identity.ts';
import type { Platform } from '../platform/platform.ts';
import { newTokenId } from '../platform/random-ids.ts';
import type { RefreshToken } from '../platform/refresh-tokens.ts';
import type { Usid } from '../platform/usids.ts';
import { refreshLifetimeSeconds } from './refresh-lifetime.ts';
import { badParameters } from './slas-problem.ts';

/** What tokens are issued for. */
export interface TokenGrant {
  readonly client: Client;
  readonly channelId: string;
  readonly shopper: Usid;
  readonly identity: Identity;
  readonly dnt: boolean;
  /** Whether the session bridge gave them. */
  readonly isBridged?: boolean;
  /** The refresh token that goes on living, of a private client. Default: a new one. */
  readonly keep?: RefreshToken;
}

/** A body of the token endpoints, as SLAS spells it. */
export interface TokenResponse {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly refresh_token_expires_in: number;
  readonly token_type: 'Bearer';
  readonly usid: string;
  readonly customer_id: string;
  readonly enc_user_id: string;
  readonly idp_access_token: string;
  readonly dnt: 'true' | 'false';
}

/** Issues a pair. @throws {SlasProblem} 400 when the names of the shopper are too long for the token. */
export function issueTokens(platform: Platform, grant: TokenGrant): TokenResponse {
  const { channelId, client, dnt, identity, shopper } = grant;
  const access = {
    clientId: client.id,
    scopes: client.scopes,
    channelId,
    usid: shopper.usid,
    identity,
    displayName: displayNameOf(platform, identity),
    dnt,
    isBridged: grant.isBridged ?? false,
  };
  if (issuerSubject(access).length > LONGEST_SUBJECT) {
    throw badParameters('Issuer Subject length must be less than 256 characters');
  }
  const lifetime = refreshLifetimeSeconds(client, identity.kind, platform.switches);
  return {
    access_token: platform.tokens.issue(access),
    id_token: idToken(platform, grant),
    refresh_token: keepRefreshable(platform, grant, lifetime).value,
    expires_in: ACCESS_LIFETIME_SECONDS,
    refresh_token_expires_in: lifetime,
    token_type: 'Bearer',
    usid: shopper.usid,
    customer_id: customerIdOf(identity),
    enc_user_id: createHash('md5').update(customerIdOf(identity)).digest('hex').toUpperCase(),
    // Null would be stored as the word "null" by commerce-sdk-react.
    idp_access_token: '',
    dnt: dnt ? 'true' : 'false',
  };
}

/** Every refresh restarts the full lifetime, of the token and with it of the usid. */
function keepRefreshable(platform: Platform, grant: TokenGrant, lifetime: number): RefreshToken {
  const { channelId, client, identity, keep, shopper } = grant;
  const expiresAt = platform.clock.now() + lifetime;
  shopper.refreshableUntil = Math.max(shopper.refreshableUntil ?? 0, expiresAt);
  if (identity.kind === 'registered') shopper.rcid = identity.rcid;
  if (keep) {
    keep.expiresAt = expiresAt;
    return keep;
  }
  const { usid } = shopper;
  return platform.refreshTokens.issue({
    clientId: client.id,
    channelId,
    usid,
    identity,
    expiresAt,
  });
}

/** First and last name; without them, the two sides of the e-mail address, as SLAS does. */
function displayNameOf({ customers }: Platform, identity: Identity): string {
  const customer = identity.kind === 'registered' ? customers.byId(identity.rcid) : null;
  if (!customer) return '';
  const name = `${customer.firstName} ${customer.lastName}`.trim();
  return name || customer.email.replace('@', ' ');
}

/** Guests have none. */
function idToken(platform: Platform, { client, identity, shopper }: TokenGrant): string {
  if (identity.kind === 'guest') return '';
  const customer = platform.customers.byId(identity.rcid);
  const iat = platform.clock.now();
  return platform.key.sign({
    sub: `usid:${shopper.usid}`,
    aud: client.id,
    iss: `slas/prod/${platform.tenantId}`,
    name: displayNameOf(platform, identity),
    email: customer?.email ?? '',
    iat,
    exp: iat + ACCESS_LIFETIME_SECONDS,
    jti: newTokenId(),
  });
}

import { MINUTE } from './duration.ts';
import type { Identity } from './identity.ts';
import { newTokenId } from './random-ids.ts';

/** What an access token is issued for. */
export interface AccessGrant {
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Site. */
  readonly channelId: string;
  readonly usid: string;
  readonly identity: Identity;
  /** First and last name; ignored for a guest. */
  readonly displayName: string;
  readonly dnt: boolean;
  /** Whether the session bridge gave it. */
  readonly isBridged?: boolean;
}

/** Lifetime of an access token, and of an OCAPI JWT. */
export const ACCESS_LIFETIME_SECONDS = 30 * MINUTE;
/** SLAS refuses longer ones with 400. */
export const LONGEST_SUBJECT = 255;
const BACKDATED_SECONDS = 30;

/** `isb`: key and value pairs in an order that clients read by position. */
export function issuerSubject(grant: AccessGrant): string {
  const { identity, channelId } = grant;
  const pairs =
    identity.kind === 'guest'
      ? ['uido:slas', 'upn:Guest', 'uidn:Guest User', `gcid:${identity.gcid}`]
      : [
          'uido:ecom',
          `upn:${identity.login}`,
          `uidn:${grant.displayName.replaceAll(':', '%3A')}`,
          `gcid:${identity.gcid}`,
          `rcid:${identity.rcid}`,
        ];
  const bridged = grant.isBridged ? ['sesb:session_bridge'] : [];
  return [...pairs, `chid:${channelId}`, ...bridged].join('::');
}

/** Claims of an access token, as SLAS orders them. */
export function accessClaims(grant: AccessGrant, tenantId: string, now: number): object {
  return {
    aut: 'GUID',
    scp: grant.scopes.join(' '),
    sub: `cc-slas::${tenantId}::scid:${grant.clientId}::usid:${grant.usid}`,
    ctx: 'slas',
    iss: issuerOf(tenantId),
    ist: 1,
    dnt: grant.dnt ? '1' : '0',
    aud: `commercecloud/prod/${tenantId}`,
    nbf: now - BACKDATED_SECONDS,
    sty: 'User',
    isb: issuerSubject(grant),
    exp: now + ACCESS_LIFETIME_SECONDS,
    iat: now,
    jti: newTokenId(),
  };
}

/** `iss`, and `jku` of the header; its last element tells consumers whose JWKS to ask. */
export function issuerOf(tenantId: string): string {
  return `slas/prod/${tenantId}`;
}

/** Whom `isb` names. The token is verified, so its shape is our own. */
export function parseIssuerSubject(isb: string): { identity: Identity; channelId: string } {
  const pairs = Object.fromEntries(
    isb.split('::').map((pair) => {
      const colon = pair.indexOf(':');
      return [pair.slice(0, colon), pair.slice(colon + 1)];
    }),
  );
  const { gcid = '', rcid, upn: login = '', chid: channelId = '' } = pairs;
  const identity: Identity =
    rcid === undefined ? { kind: 'guest', gcid } : { kind: 'registered', gcid, rcid, login };
  return { identity, channelId };
}

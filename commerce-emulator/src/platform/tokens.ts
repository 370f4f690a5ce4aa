import {
  ACCESS_LIFETIME_SECONDS,
  type AccessGrant,
  accessClaims,
  issuerOf,
  parseIssuerSubject,
} from './access-token.ts';
import type { EmulatorClock } from './clock.ts';
import type { Customers } from './customers.ts';
import { customerIdOf, type Identity } from './identity.ts';
import { newTokenId } from './random-ids.ts';
import type { SigningKey } from './signing-key.ts';
import type { Usids } from './usids.ts';

/** Whom a good token names. */
export interface ShopperToken {
  /** `ocapi`: from `customers/auth`; such a token has no usid, and SCAPI does not take it. */
  readonly source: 'slas' | 'ocapi';
  readonly identity: Identity;
  readonly usid: string | null;
  readonly clientId: string;
  /** Site; null for an OCAPI token. */
  readonly channelId: string | null;
  readonly dnt: boolean;
  /** Epoch seconds. */
  readonly issuedAt: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Why a token is not taken. */
export type TokenRefusal = 'invalid' | 'expired' | 'revoked' | 'credentials-changed';

/** A token that was looked at. */
export type CheckedToken =
  | { readonly ok: true; readonly token: ShopperToken }
  | { readonly ok: false; readonly reason: TokenRefusal };

/** The access tokens and OCAPI JWTs. */
export interface Tokens {
  /** A SLAS access token. */
  issue(grant: AccessGrant): string;
  /** An OCAPI JWT. */
  issueOcapi(identity: Identity, clientId: string): string;
  /** Looks at a bearer token: signature, times, revocation. */
  check(jwt: string): CheckedToken;
  /** Revokes one. */
  revoke(jwt: string): void;
  /** Revokes those of a registered customer: all, or with `usid` those of one shopper and every OCAPI JWT. */
  revokeOf(rcid: string, reason: 'revoked' | 'credentials-changed', usid?: string): void;
  clear(): void;
}

/** What tokens need from the rest of the platform. */
export interface TokensDependencies {
  readonly clock: EmulatorClock;
  readonly key: SigningKey;
  readonly tenantId: string;
  readonly usids: Usids;
  readonly customers: () => Customers;
}

interface Issued {
  readonly rcid: string;
  readonly usid: string | null;
  readonly expiresAt: number;
}

/** Tokens: those of guests live in themselves, those of registered customers are remembered so they can be revoked. */
export function createTokens(dependencies: TokensDependencies): Tokens {
  const { clock, key, tenantId } = dependencies;
  const issued = new Map<string, Issued>();
  const refused = new Map<string, 'revoked' | 'credentials-changed'>();
  const headerExtras = { ver: '1.0', jku: issuerOf(tenantId), typ: 'jwt', clv: 'J2.3.4' };

  const remember = (jwt: string, identity: Identity, usid: string | null): string => {
    if (identity.kind === 'guest') return jwt;
    const now = clock.now();
    for (const [id, token] of issued) {
      if (token.expiresAt >= now) break;
      issued.delete(id);
      refused.delete(id);
    }
    issued.set(idOf(jwt), {
      rcid: identity.rcid,
      usid,
      expiresAt: now + ACCESS_LIFETIME_SECONDS,
    });
    return jwt;
  };

  const refusalOf = (jwt: string, token: ShopperToken): TokenRefusal | null => {
    const id = idOf(jwt);
    const reason = refused.get(id);
    if (reason) return reason;
    if (token.expiresAt <= clock.now()) return 'expired';
    // After a reset nobody is known any more, and old tokens name nobody.
    if (token.usid !== null && !dependencies.usids.find(token.usid)) return 'revoked';
    return null;
  };

  return {
    issue(grant) {
      const jwt = key.sign(accessClaims(grant, tenantId, clock.now()), headerExtras);
      return remember(jwt, grant.identity, grant.usid);
    },
    issueOcapi(identity, clientId) {
      const sub = { customer_id: customerIdOf(identity), guest: identity.kind === 'guest' };
      const iat = clock.now();
      const exp = iat + ACCESS_LIFETIME_SECONDS;
      const claims = {
        _v: '1',
        iss: clientId,
        sub: JSON.stringify(sub),
        iat,
        exp,
        jti: newTokenId(),
      };
      return remember(key.sign(claims), identity, null);
    },
    check(jwt) {
      const verified = key.verify(jwt);
      if (!verified) return { ok: false, reason: 'invalid' };
      const token = readClaims(verified.payload, dependencies.customers());
      if (!token) return { ok: false, reason: 'invalid' };
      const reason = refusalOf(jwt, token);
      return reason === null ? { ok: true, token } : { ok: false, reason };
    },
    revoke(jwt) {
      refused.set(idOf(jwt), 'revoked');
    },
    revokeOf(rcid, reason, usid) {
      for (const [id, token] of issued) {
        const isMeant = usid === undefined || token.usid === null || token.usid === usid;
        if (token.rcid === rcid && isMeant && !refused.has(id)) refused.set(id, reason);
      }
    },
    clear() {
      issued.clear();
      refused.clear();
    },
  };
}

/** A token's signature tells it from every other one. */
function idOf(jwt: string): string {
  return jwt.slice(jwt.lastIndexOf('.') + 1);
}

function readClaims(
  claims: Readonly<Record<string, unknown>>,
  customers: Customers,
): ShopperToken | null {
  const times = { issuedAt: Number(claims.iat), expiresAt: Number(claims.exp) };
  if (claims._v === '1') return readOcapiClaims(claims, customers, times);
  // Session signatures are signed with the same key, and are no tokens.
  if (claims.ctx !== 'slas') return null;
  const [, , scid = '', usid = ''] = String(claims.sub).split('::');
  return {
    source: 'slas',
    ...parseIssuerSubject(String(claims.isb)),
    usid: usid.slice('usid:'.length),
    clientId: scid.slice('scid:'.length),
    dnt: claims.dnt === '1',
    ...times,
  };
}

function readOcapiClaims(
  claims: Readonly<Record<string, unknown>>,
  customers: Customers,
  times: { issuedAt: number; expiresAt: number },
): ShopperToken | null {
  const subject = JSON.parse(String(claims.sub)) as { customer_id: string; guest: boolean };
  const identity = subject.guest
    ? ({ kind: 'guest', gcid: subject.customer_id } as const)
    : registeredAs(customers, subject.customer_id);
  if (!identity) return null;
  const clientId = String(claims.iss);
  return { source: 'ocapi', identity, usid: null, clientId, channelId: null, dnt: false, ...times };
}

function registeredAs(customers: Customers, rcid: string): Identity | null {
  const login = customers.byId(rcid)?.login;
  return login === undefined ? null : { kind: 'registered', gcid: '', rcid, login };
}

import { createLocalJWKSet, type JWTHeaderParameters, SignJWT } from 'jose';
import type { EventParties } from '../../shared/src/invalidation/event-claims.ts';
import type { FeedEntry } from '../../shared/src/invalidation/feed.ts';
import {
  type Signing,
  signEvent,
  signVerification,
} from '../../shared/src/invalidation/security-event.ts';
import {
  generateSigningKeys,
  parseSigningKeys,
  publicJwks,
  type SigningKeys,
} from '../../shared/src/invalidation/signing-keys.ts';
import type { IssuerKeys } from '../../shared/src/peer/issuer-keys.ts';

/** Between the test store's domains. */
export const PARTIES: EventParties = {
  issuer: 'https://checkout.test',
  audience: 'http://shop.test',
  stream: 'shopping',
};
/** Some history. */
export const INCARNATION = '0123456789abcdef'.repeat(2);
/** Seconds of the claims that are forged. */
export const ISSUED_AT = Date.UTC(2040, 0, 1) / 1000;

const SESSION_REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked';

/** Changes of an event before it is signed; a member set to undefined is left out. */
export interface Forgery {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** Makes events, right and wrong, under one key. */
export interface EventForge {
  readonly keys: SigningKeys;
  readonly eventKeys: IssuerKeys;
  /** A subject's event with changes. Without any it is right. */
  forge(forgery?: Forgery): Promise<string>;
  sign(entry: FeedEntry, withReason?: boolean): Promise<string>;
  verification(state: string | null, parties?: EventParties): Promise<string>;
}

/** Makes a forge with a fresh key. */
export async function createEventForge(): Promise<EventForge> {
  const keys = await parseSigningKeys(await generateSigningKeys());
  const [{ privateKey, kid }] = keys.keys;
  const signing: Signing = { keys, clock: () => ISSUED_AT * 1000 };
  return {
    keys,
    eventKeys: createLocalJWKSet(publicJwks(keys)),
    forge({ header, claims, payload } = {}) {
      const protectedHeader = { alg: 'EdDSA', typ: 'secevent+jwt', kid, ...header };
      return new SignJWT(claimsWith(claims, payload))
        .setProtectedHeader(protectedHeader as JWTHeaderParameters)
        .sign(privateKey);
    },
    sign(entry, withReason = true) {
      const pairwise = (subject: string): string => `sub_${subject}`;
      const options = { parties: PARTIES, incarnation: INCARNATION, pairwise, withReason };
      return signEvent(entry, options, signing);
    },
    verification: (state, parties = PARTIES) =>
      signVerification({ jti: 'verification.1', state }, parties, signing),
  };
}

function claimsWith(claims: Forgery['claims'], payload: Forgery['payload']) {
  return defined({
    iss: PARTIES.issuer,
    aud: PARTIES.audience,
    iat: ISSUED_AT,
    jti: `${INCARNATION}.7`,
    txn: 'txn-7',
    sub_id: { format: 'iss_sub', iss: PARTIES.issuer, sub: 'sub_a' },
    events: {
      [SESSION_REVOKED]: defined({
        event_timestamp: ISSUED_AT,
        epoch: ISSUED_AT * 1000,
        seq: 7,
        incarnation: INCARNATION,
        ...payload,
      }),
    },
    ...claims,
  });
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

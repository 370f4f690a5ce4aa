import { createForeignEventVerifier } from '../../../shared/src/invalidation/foreign-event.ts';
import { readForeignClaims } from '../../../shared/src/invalidation/foreign-claims.ts';
import { RequestError } from '../../../shared/src/core/request-error.ts';
import { InvalidationError } from '../../../shared/src/invalidation/errors.ts';
import { readEvent } from '../../../shared/src/invalidation/event-reader.ts';
import { verifyEvent } from '../../../shared/src/invalidation/security-event.ts';
import { INCARNATION, ISSUED_AT, PARTIES } from '../../support/event-forge.ts';
import type { FuzzTarget } from '../engine/fuzz-target.ts';
import { hold, Refused, tryParse, tryParseLater } from '../engine/properties.ts';
import { holdEventCode, jsonOf } from './invalidation.ts';

const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/';
const SSF = 'https://schemas.openid.net/secevent/ssf/event-type/';
const NOW = ISSUED_AT * 1000;
const MOST_EPOCH = NOW + 24 * 3_600_000;

const facts = { event_timestamp: ISSUED_AT, seq: 7, incarnation: INCARNATION };
const base = {
  iss: PARTIES.issuer,
  aud: PARTIES.audience,
  iat: ISSUED_AT,
  jti: `${INCARNATION}.7`,
};
const OURS = [
  {
    ...base,
    sub_id: { format: 'iss_sub', iss: PARTIES.issuer, sub: 'sub_a' },
    events: {
      [`${CAEP}session-revoked`]: { ...facts, epoch: NOW, reason_admin: { en: 'role-change' } },
    },
  },
  {
    ...base,
    sub_id: { format: 'complex', session: { format: 'opaque', id: 'sid_x' } },
    events: { [`${CAEP}session-revoked`]: { ...facts, signed_out: true } },
  },
  {
    ...base,
    aud: [PARTIES.audience],
    sub_id: { format: 'opaque', id: PARTIES.stream },
    events: { [`${CAEP}session-revoked`]: { ...facts, floor_epoch: NOW } },
  },
  {
    ...base,
    sub_id: { format: 'opaque', id: PARTIES.stream },
    events: { [`${SSF}verification`]: {} },
  },
];

const claims: FuzzTarget = {
  name: 'event-claims',
  form: 'json',
  seeds: OURS.map((each) => JSON.stringify(each)),
  words: [`${CAEP}session-revoked`, `${SSF}verification`, 'iss_sub', 'complex', 'opaque'],
  check(text) {
    const value = jsonOf(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const bound of ['refuse', 'clamp'] as const) {
      const event = tryParse(InvalidationError, () => readEvent({ ...value }, PARTIES, NOW, bound));
      if (event instanceof Refused) holdEventCode(event);
      else if (event.kind === 'change' && 'epoch' in event.learned) {
        hold(event.learned.epoch <= MOST_EPOCH, 'believes an epoch of the far future');
      }
    }
  },
};

const FOREIGN = [
  {
    ...base,
    iss: 'https://idp.test',
    aud: PARTIES.issuer,
    sub_id: { format: 'email', email: 'a@example.com' },
    events: {
      [`${CAEP}credential-change`]: { initiating_entity: 'admin', reason_admin: { en: 'x y' } },
    },
  },
  {
    ...base,
    aud: [PARTIES.issuer, 'x'],
    sub_id: { format: 'complex', user: { format: 'opaque', id: 'usr_x' } },
    events: { [`${CAEP}session-revoked`]: {} },
  },
];

const foreignClaims: FuzzTarget = {
  name: 'foreign-claims',
  form: 'json',
  seeds: FOREIGN.map((each) => JSON.stringify(each)),
  words: [`${CAEP}token-claims-change`, `${SSF}stream-updated`, 'user', 'email'],
  check(text) {
    const value = jsonOf(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const context = { issuer: 'https://idp.test', audience: PARTIES.issuer, now: ISSUED_AT };
    const event = tryParse(InvalidationError, () => readForeignClaims({ ...value }, context));
    if (event instanceof Refused) return void holdEventCode(event);
    if (!event) return;
    const { once, note = '', actor } = event.change;
    hold((once?.key.length ?? 0) <= 255, 'is too long for the audit trail');
    hold([...note].length <= 500, 'is too long for the audit trail');
    hold(actor === 'issuer:https://idp.test', 'acts in the name of somebody else');
  },
};

function jwt(header: object, payload: object, signature = 'A'.repeat(86)): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(payload)}.${signature}`;
}

const HEADER = { alg: 'EdDSA', typ: 'secevent+jwt', kid: 'k1' };
const PUBLIC = {
  ...{ kty: 'OKP', crv: 'Ed25519', kid: 'k1', alg: 'EdDSA' },
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};
const JWTS = [
  jwt(HEADER, OURS[0] as object),
  jwt({ ...HEADER, typ: 'application/secevent+jwt' }, FOREIGN[0] as object),
  jwt({ ...HEADER, alg: 'none' }, OURS[0] as object, ''),
  jwt({ ...HEADER, alg: 'HS256', crit: ['b64'], b64: false }, FOREIGN[0] as object),
];

/** Every one of these is unsigned: whatever is changed, none may be believed. */
const event: FuzzTarget = {
  name: 'event-jwt',
  form: 'jwt',
  seeds: JWTS,
  words: ['.', '=', 'eyJhbGciOiJub25lIn0'],
  async check(text) {
    const { importJWK } = await import('jose');
    const keys = (async () => importJWK(PUBLIC, 'EdDSA')) as never;
    const clock = (): number => NOW;
    const ours = await tryParseLater(InvalidationError, () =>
      verifyEvent(text, { keys, parties: PARTIES, clock }),
    );
    hold(ours instanceof Refused, 'believes what nobody signed');
    holdEventCode(ours);
  },
};

const verifier = createForeignEventVerifier({
  issuers: [{ issuer: 'https://idp.test', jwksUrl: 'https://idp.test/jwks' }],
  audience: PARTIES.issuer,
  clock: () => NOW,
  fetch: async () => Response.json({ keys: [PUBLIC] }),
});

const foreignEvent: FuzzTarget = {
  name: 'foreign-event-jwt',
  form: 'jwt',
  seeds: JWTS,
  words: ['.', '=', 'https://idp.test'],
  async check(text) {
    const refused = await verifier.verify(text).then(
      () => null,
      (error: unknown) => error,
    );
    hold(refused !== null, 'believes what nobody signed');
    const isKnown = refused instanceof InvalidationError || refused instanceof RequestError;
    hold(isKnown, `threw ${String(refused)}`);
  },
};

/** Security Event Tokens, of checkout and of others. */
export const EVENT_TARGETS: readonly FuzzTarget[] = [claims, foreignClaims, event, foreignEvent];

import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { createTestIssuer, type TestIssuer } from '../../../../test/support/event-issuer.ts';
import {
  createHooksApp,
  type HookCall,
  type HooksApp,
} from '../../../../test/support/hooks-app.ts';
import { createTestClock } from '../../../../test/support/test-clock.ts';
import { createForeignEventVerifier } from '../../invalidation/foreign-event.ts';

const TYPE = 'application/secevent+jwt';
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/';
const AUDIENCE = 'https://checkout.test';
const ROUTE = 'POST /hooks/v1/events';

describe('the hook that takes events of other issuers', () => {
  let idp: TestIssuer;
  let hooks: HooksApp;
  beforeEach(async () => {
    idp = await createTestIssuer();
    const clock = createTestClock();
    const foreignEvents = createForeignEventVerifier({
      issuers: [idp],
      audience: AUDIENCE,
      fetch: idp.fetch,
      clock: clock.now,
    });
    hooks = createHooksApp({ foreignEvents });
  });
  const claims = (special: JWTPayload = {}): JWTPayload => ({
    iss: idp.issuer,
    aud: AUDIENCE,
    iat: Math.floor(hooks.clock.now() / 1000),
    jti: 'event-1',
    sub_id: { format: 'email', email: 'u-1@example.com' },
    events: { [`${CAEP}session-revoked`]: { initiating_entity: 'user' } },
    ...special,
  });
  const push = (body: string | Uint8Array, special: HookCall = {}) =>
    hooks.call('/events', {
      as: 'events',
      method: 'POST',
      body,
      ...special,
      headers: { 'Content-Type': TYPE, ...special.headers },
    });
  const send = async (special: JWTPayload = {}) => push(await idp.sign(claims(special)));
  const epochs = () => [...hooks.directory.people.values()].map(({ epoch }) => epoch);

  it('ends the sessions of the user, and answers 202 with nothing in it', async () => {
    const answer = await send();
    expect([answer.status, answer.text]).toEqual([202, '']);
    expect(epochs()).toEqual([hooks.clock.now(), 1, 1]);
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({
        kind: 'subject',
        subject: 'u-1',
        actor: 'issuer:https://idp.test',
        initiatingEntity: 'user',
        reason: 'sessions-revoked',
      }),
    ]);
  });

  it('changes neither role nor password, whatever the event says of them', async () => {
    const before = structuredClone(hooks.directory.people.get('u-1'));
    await send({ events: { [`${CAEP}token-claims-change`]: { claims: { role: 'admin' } } } });
    const { epoch, ...rest } = hooks.directory.people.get('u-1') ?? { epoch: 0 };
    expect({ ...rest, epoch: 1 }).toEqual(before);
    expect(epoch).toBe(hooks.clock.now());
  });

  it('answers a repetition as it did the first time, and ends nothing again', async () => {
    const jwt = await idp.sign(claims());
    for (let i = 0; i < 3; i += 1) expect((await push(jwt)).status).toBe(202);
    hooks.clock.advance(60);
    expect((await send()).status).toBe(202);
    expect(hooks.directory.entries).toHaveLength(1);
  });

  it('does not take a repetition for one when it is about somebody else', async () => {
    await send();
    const answer = await send({ sub_id: { format: 'opaque', id: 'u-2' } });
    expect([answer.status, answer.body.err]).toEqual([400, 'invalid_request']);
    expect(epochs()).toEqual([hooks.clock.now(), 1, 1]);
  });

  it('takes two ids of one issuer, and one id of two issuers, for two events', async () => {
    await send();
    await send({ jti: 'event-2' });
    expect(hooks.directory.entries).toHaveLength(2);
  });

  it('does not tell an issuer who has an account here, but the audit trail', async () => {
    const nobody = { format: 'email', email: 'nobody@example.com' };
    const answer = await send({ sub_id: nobody });
    expect([answer.status, answer.text]).toEqual([202, '']);
    expect(epochs()).toEqual([1, 1, 1]);
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({
        kind: 'refused',
        actor: 'issuer:https://idp.test',
        initiatingEntity: 'user',
        reason: 'unknown_user',
        note: ROUTE,
        subject: null,
      }),
    ]);
  });

  it('says the same of a user deleted meanwhile', async () => {
    hooks.directory.users.find = async () => ({ subject: 'u-gone', role: 'customer' });
    expect((await send()).status).toBe(202);
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({ kind: 'refused', reason: 'unknown_user' }),
    ]);
  });

  const SSF = 'https://schemas.openid.net/secevent/ssf/event-type/';
  it.each([
    [`${SSF}verification`, { state: 'a state of theirs' }],
    [`${SSF}verification`, {}],
    [`${SSF}stream-updated`, { status: 'paused' }],
  ])('takes in what is about the stream, and does nothing: %s %j', async (uri, payload) => {
    const sub_id = { format: 'opaque', id: 'u-1' };
    for (const special of [{}, { sub_id }, { sub_id: { format: 'opaque', id: 'stream-1' } }]) {
      const answer = await send({ events: { [uri]: payload }, ...special });
      expect([answer.status, answer.text]).toEqual([202, '']);
    }
    expect(epochs()).toEqual([1, 1, 1]);
    expect(hooks.directory.entries).toEqual([]);
  });

  it('believes nobody else about the stream either, nor a second event beside it', async () => {
    const events = { [`${SSF}verification`]: {} };
    for (const [special, err] of [
      [{ events, aud: 'https://shop.test' }, 'invalid_audience'],
      [{ events: { ...events, [`${CAEP}session-revoked`]: {} } }, 'invalid_request'],
      [{ events: { [`${SSF}verification`]: 'x' } }, 'invalid_request'],
    ] as const) {
      const answer = await send(special);
      expect([answer.status, answer.body.err]).toEqual([400, err]);
    }
    const stranger = await createTestIssuer();
    const forged = await push(await stranger.sign(claims({ events })));
    expect([forged.status, forged.body.err]).toEqual([400, 'authentication_failed']);
    expect(epochs()).toEqual([1, 1, 1]);
  });

  const REFUSED: readonly (readonly [special: JWTPayload, err: string, code: string])[] = [
    [{ aud: 'https://shop.test' }, 'invalid_audience', 'ERR_EVENT_WRONG_AUDIENCE'],
    [{ iss: 'https://other.test' }, 'invalid_issuer', 'ERR_EVENT_WRONG_ISSUER'],
    [{ exp: 4_000_000_000 }, 'invalid_request', 'ERR_EVENT_MALFORMED'],
    [{ events: {} }, 'invalid_request', 'ERR_EVENT_NOT_ONE_EVENT'],
    [{ events: { [`${CAEP}other`]: {} } }, 'invalid_request', 'ERR_EVENT_UNKNOWN_EVENT'],
    [
      { sub_id: { format: 'complex', session: { format: 'opaque', id: 's' } } },
      'invalid_request',
      'ERR_EVENT_MALFORMED',
    ],
  ];
  it.each(REFUSED)('refuses %j with %s', async (special, err, code) => {
    const answer = await send(special);
    expect([answer.status, answer.body.err]).toEqual([400, err]);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/json/),
      'content-language': 'en',
    });
    expect(epochs()).toEqual([1, 1, 1]);
    // By whom it came: the issuer is not believed to be the one it says.
    expect(hooks.directory.entries).toEqual([
      expect.objectContaining({
        kind: 'refused',
        actor: 'hook:events',
        initiatingEntity: 'system',
        reason: err,
        note: `${ROUTE} ${code}`,
      }),
    ]);
  });

  it('refuses a type of another token, a key of nobody and a signature that does not fit', async () => {
    const jwt = await idp.sign(claims());
    const stranger = await createTestIssuer();
    const cases = [
      [await idp.sign(claims(), { typ: 'JWT' }), 'invalid_request'],
      [await idp.sign(claims(), { kid: 'other' }), 'invalid_key'],
      [await stranger.sign(claims()), 'authentication_failed'],
      [`${jwt.slice(0, -4)}AAAA`, 'authentication_failed'],
    ] as const;
    for (const [body, err] of cases) {
      const answer = await push(body);
      expect([answer.status, answer.body.err]).toEqual([400, err]);
    }
    expect(epochs()).toEqual([1, 1, 1]);
  });

  it.each([
    ['nothing', ''],
    ['text', 'not a token'],
    ['JSON', '{}'],
    ['bytes', Uint8Array.of(0xff, 0xfe, 0x00)],
  ])('refuses %s', async (_, body) => {
    const answer = await push(body);
    expect([answer.status, answer.body.err]).toEqual([400, 'invalid_request']);
  });

  it.each(['application/jwt', 'application/json', 'text/plain', 'application/secevent+json'])(
    'refuses the type %s',
    async (type) => {
      const headers = { 'Content-Type': type };
      const answer = await push(await idp.sign(claims()), { headers });
      expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_type']);
      expect(epochs()).toEqual([1, 1, 1]);
    },
  );

  it('refuses what is encoded, and what is larger than 64 KiB', async () => {
    const packed = gzipSync(await idp.sign(claims()));
    const encoded = await push(packed, { headers: { 'Content-Encoding': 'gzip' } });
    expect([encoded.status, encoded.body.code]).toEqual([415, 'unsupported_type']);
    const large = await push('x'.repeat(65_537));
    expect([large.status, large.body.code]).toEqual([413, 'too_large']);
    expect(idp.reads).toEqual([]);
    expect(hooks.directory.entries).toEqual([]);
  });

  it('has it sent again when the keys of the issuer cannot be read', async () => {
    idp.broken = async () => new Response(null, { status: 500 });
    const answer = await send();
    expect([answer.status, answer.body.code]).toEqual([503, 'busy']);
    expect(answer.headers['retry-after']).toBe('30');
    expect(hooks.directory.entries).toEqual([]);
    idp.broken = null;
    expect((await send()).status).toBe(202);
  });

  it('is not there where no issuer is allowed', async () => {
    const { call } = createHooksApp();
    const body = await idp.sign(claims());
    const answer = await call('/events', { body, headers: { 'Content-Type': TYPE } });
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  });

  it('leaves no e-mail address, token or claim in what it remembers of a refusal', async () => {
    const jwt = await idp.sign(claims({ aud: 'https://shop.test' }));
    await push(jwt);
    await send({ sub_id: { format: 'email', email: 'nobody@example.com' } });
    expect(JSON.stringify(hooks.directory.entries)).not.toMatch(/@|shop\.test|eyJ/);
  });
});

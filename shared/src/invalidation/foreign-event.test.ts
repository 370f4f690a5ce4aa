import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  base64url,
  exportJWK,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { createTestIssuer, type TestIssuer } from '../../../test/support/event-issuer.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { createForeignEventVerifier, type ForeignEventVerifier } from './foreign-event.ts';

const AUDIENCE = 'https://checkout.test';
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/';
const DAY = 86_400;

describe('a foreign event', () => {
  let idp: TestIssuer;
  let clock: TestClock;
  let verifier: ForeignEventVerifier;
  beforeEach(async () => {
    clock = createTestClock();
    idp = await createTestIssuer();
    verifier = verifierOf(idp);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  function verifierOf(...issuers: readonly TestIssuer[]): ForeignEventVerifier {
    return createForeignEventVerifier({
      issuers,
      audience: AUDIENCE,
      clock: clock.now,
      fetch: (url) => {
        const issuer = issuers.find(({ jwksUrl }) => jwksUrl === String(url));
        if (!issuer) throw new Error('no such key set');
        return issuer.fetch(url);
      },
    });
  }
  const seconds = () => Math.floor(clock.now() / 1000);
  const claims = (special: JWTPayload = {}): JWTPayload => ({
    iss: idp.issuer,
    aud: AUDIENCE,
    iat: seconds(),
    jti: 'event-1',
    sub_id: { format: 'email', email: 'u-1@example.com' },
    events: { [`${CAEP}session-revoked`]: {} },
    ...special,
  });
  const without = (name: string): JWTPayload => {
    const { [name]: _, ...rest } = claims();
    return rest;
  };
  const verify = async (payload: JWTPayload = claims(), header = {}) =>
    verifier.verify(await idp.sign(payload, header));
  /** Of an event that is about somebody. */
  const read = async (payload: JWTPayload) => {
    const event = await verify(payload);
    if (!event) throw new Error('that asks for nothing');
    return event;
  };

  it('becomes a change: whose sessions end, by whom, why, and once', async () => {
    expect(await verify()).toEqual({
      subjectId: { format: 'email', email: 'u-1@example.com' },
      change: {
        actor: 'issuer:https://idp.test',
        initiatingEntity: 'system',
        reason: 'sessions-revoked',
        note: undefined,
        once: {
          credential: 'issuer:https://idp.test',
          key: 'event-1',
          fingerprint: expect.stringMatching(/^[\w-]{43}$/),
          keepSeconds: 31 * DAY,
        },
      },
    });
  });

  it.each([
    ['session-revoked', 'sessions-revoked'],
    ['credential-change', 'credential-change'],
    ['token-claims-change', 'role-change'],
  ])('%s has the reason %s', async (event, reason) => {
    const { change } = await read(claims({ events: { [`${CAEP}${event}`]: {} } }));
    expect(change.reason).toBe(reason);
  });

  it.each(['EdDSA', 'ES256', 'RS256'])('may be signed with %s', async (alg) => {
    idp = await createTestIssuer('https://idp.test', alg);
    verifier = verifierOf(idp);
    await expect(verify()).resolves.toBeDefined();
  });

  it.each([
    ['iss_sub', { format: 'iss_sub', iss: 'https://idp.test', sub: '7' }],
    ['opaque', { format: 'opaque', id: 'u-1' }],
  ])('may name the user by %s', async (_, subjectId) => {
    expect((await read(claims({ sub_id: subjectId }))).subjectId).toEqual(subjectId);
  });

  it('about a session of a user is about the user: which session it is, we cannot tell', async () => {
    const user = { format: 'opaque', id: 'u-1' };
    const sub_id = { format: 'complex', user, session: { format: 'opaque', id: 's-1' } };
    expect((await read(claims({ sub_id }))).subjectId).toEqual(user);
  });

  it('says who set it in motion, and why', async () => {
    const payload = {
      initiating_entity: 'policy',
      reason_admin: { en: 'Impossible travel', de: 'Unmögliche Reise' },
      event_timestamp: 7,
      unknown: true,
    };
    const { change } = await read(claims({ events: { [`${CAEP}session-revoked`]: payload } }));
    expect(change).toMatchObject({ initiatingEntity: 'policy', note: 'Impossible travel' });
  });

  it.each([
    { initiating_entity: 'root', reason_admin: { en: 'x'.repeat(501) } },
    { initiating_entity: ['admin'], reason_admin: { en: 'a\u0000b' } },
    { initiating_entity: null, reason_admin: 'text' },
    { reason_admin: { en: { html: '<b>' } } },
    { reason_admin: {} },
  ])('counts without what its payload should not have said: %j', async (payload) => {
    const { change } = await read(claims({ events: { [`${CAEP}session-revoked`]: payload } }));
    expect(change).toMatchObject({ initiatingEntity: 'system', reason: 'sessions-revoked' });
    expect(change.note).toBeUndefined();
  });

  it.each(['verification', 'stream-updated'])('asks for nothing as %s of SSF', async (event) => {
    const uri = `https://schemas.openid.net/secevent/ssf/event-type/${event}`;
    const sub_id = { format: 'opaque', id: 'stream-1' };
    expect(await verify(claims({ sub_id, events: { [uri]: {} } }))).toBeNull();
  });

  it('may be for others as well, may be typed in full, and may say more than we know', async () => {
    const more = claims({ aud: ['https://other.test', AUDIENCE], txn: 't', toe: 1, extra: {} });
    await expect(verify(more, { typ: 'application/SecEvent+JWT' })).resolves.toBeDefined();
  });

  it('has one fingerprint for one fact, also signed anew, and another for another', async () => {
    const of = async (special: JWTPayload) =>
      (await read(claims(special))).change.once?.fingerprint;
    const first = await of({});
    clock.advance(60);
    expect(await of({ iat: seconds(), txn: 'again' })).toBe(first);
    expect(await of({ sub_id: { format: 'opaque', id: 'u-1' } })).not.toBe(first);
    expect(await of({ events: { [`${CAEP}credential-change`]: {} } })).not.toBe(first);
  });

  it.each([60, 0, -30 * DAY])('may be made %i seconds from now', async (offset) => {
    await expect(verify(claims({ iat: seconds() + offset }))).resolves.toBeDefined();
  });

  const session = { format: 'opaque', id: 's-1' };
  const REFUSED: readonly (readonly [what: string, code: string, special: JWTPayload])[] = [
    ['another audience', 'WRONG_AUDIENCE', { aud: 'https://shop.test' }],
    ['an audience that begins like us', 'WRONG_AUDIENCE', { aud: `${AUDIENCE}/` }],
    ['audiences without us', 'WRONG_AUDIENCE', { aud: [] }],
    ['a subject, as an ID token has it', 'MALFORMED', { sub: 'u-1' }],
    ['an expiry, as a logout token has it', 'MALFORMED', { exp: 4_000_000_000 }],
    ['a time in the future', 'MALFORMED', { iat: Date.UTC(2040, 0, 1) / 1000 + 61 }],
    ['a time long past', 'MALFORMED', { iat: Date.UTC(2040, 0, 1) / 1000 - 30 * DAY - 1 }],
    ['a time in words', 'MALFORMED', { iat: 'now' } as unknown as JWTPayload],
    ['an empty id', 'MALFORMED', { jti: '' }],
    ['an id of 256 characters', 'MALFORMED', { jti: 'x'.repeat(256) }],
    ['an id with half a character', 'MALFORMED', { jti: 'a\ud800' }],
    ['no event', 'NOT_ONE_EVENT', { events: {} }],
    [
      'two events',
      'NOT_ONE_EVENT',
      { events: { [`${CAEP}session-revoked`]: {}, [`${CAEP}credential-change`]: {} } },
    ],
    ['a list of events', 'NOT_ONE_EVENT', { events: [`${CAEP}session-revoked`] }],
    ['another event', 'UNKNOWN_EVENT', { events: { [`${CAEP}device-compliance-change`]: {} } }],
    [
      'the event of a logout token',
      'UNKNOWN_EVENT',
      { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
    ],
    ['an event of the prototype', 'UNKNOWN_EVENT', { events: { constructor: {} } }],
    ['an event without a payload', 'MALFORMED', { events: { [`${CAEP}session-revoked`]: null } }],
    ['an empty subject', 'MALFORMED', { sub_id: {} }],
    ['a subject of another format', 'MALFORMED', { sub_id: { format: 'did', url: 'did:x:1' } }],
    ['a session alone', 'MALFORMED', { sub_id: { format: 'complex', session } }],
    [
      'a complex user within a complex one',
      'MALFORMED',
      { sub_id: { format: 'complex', user: { format: 'complex', user: session } } },
    ],
    [
      'the subject inside the event, as drafts had it',
      'MALFORMED',
      { sub_id: undefined, events: { [`${CAEP}session-revoked`]: { subject: session } } },
    ],
  ];
  it.each(REFUSED)('is refused with %s', async (_, code, special) => {
    await expect(verify(claims(special))).rejects.toMatchObject({ code: `ERR_EVENT_${code}` });
  });

  it.each([
    ['aud', 'WRONG_AUDIENCE'],
    ['iat', 'MALFORMED'],
    ['jti', 'MALFORMED'],
    ['events', 'NOT_ONE_EVENT'],
    ['sub_id', 'MALFORMED'],
    ['iss', 'WRONG_ISSUER'],
  ])('is refused without %s', async (name, code) => {
    await expect(verify(without(name))).rejects.toMatchObject({ code: `ERR_EVENT_${code}` });
  });

  it.each([
    undefined,
    'JWT',
    'at+jwt',
    'logout+jwt',
    'secevent',
    'xsecevent+jwt',
    ['secevent+jwt'],
  ])('is refused with the type %j', async (typ) => {
    const refused = verify(claims(), { typ });
    await expect(refused).rejects.toMatchObject({ code: 'ERR_EVENT_WRONG_TYPE' });
    expect(idp.reads).toEqual([]);
  });

  it('is refused unsigned', async () => {
    const [, payload] = new UnsecuredJWT(claims()).encode().split('.');
    const header = base64url.encode(JSON.stringify({ alg: 'none', typ: 'secevent+jwt' }));
    const refused = verifier.verify(`${header}.${payload}.`);
    await expect(refused).rejects.toMatchObject({ code: 'ERR_EVENT_NOT_AUTHENTIC' });
    expect(idp.reads).toEqual([]);
  });

  it('is refused when the public key was taken for a shared secret', async () => {
    const keys = await (await idp.fetch(idp.jwksUrl)).json();
    const [{ x }] = keys.keys;
    for (const secret of [Buffer.from(x, 'base64url'), Buffer.from(JSON.stringify(keys.keys[0]))]) {
      const header = { alg: 'HS256', typ: 'secevent+jwt', kid: 'key-0' };
      const jwt = await new SignJWT(claims()).setProtectedHeader(header).sign(secret);
      await expect(verifier.verify(jwt)).rejects.toMatchObject({ code: 'ERR_EVENT_NOT_AUTHENTIC' });
    }
  });

  it('is refused with a key of its own in its header', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const jwk = await exportJWK(publicKey);
    const header = { alg: 'EdDSA', typ: 'secevent+jwt', kid: 'key-0', jwk };
    const jwt = await new SignJWT(claims()).setProtectedHeader(header).sign(privateKey);
    await expect(verifier.verify(jwt)).rejects.toMatchObject({ code: 'ERR_EVENT_NOT_AUTHENTIC' });
  });

  it('is refused when a byte of it was changed, whichever', async () => {
    const jwt = await idp.sign(claims());
    for (let i = 0; i < jwt.length; i += 1) {
      const swapped = jwt[i] === 'A' ? 'B' : 'A';
      const changed = `${jwt.slice(0, i)}${swapped}${jwt.slice(i + 1)}`;
      await expect(verifier.verify(changed)).rejects.toMatchObject({ name: 'InvalidationError' });
    }
  });

  it.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d.e', '{}', 'e30.e30.e30', 'é.é.é'])(
    'is refused when it is %j',
    async (jwt) => {
      await expect(verifier.verify(jwt)).rejects.toMatchObject({ name: 'InvalidationError' });
      expect(idp.reads).toEqual([]);
    },
  );

  it('is refused unread when it is longer than 64 KiB', async () => {
    const refused = verify(claims({ extra: 'x'.repeat(65_536) }));
    await expect(refused).rejects.toMatchObject({ code: 'ERR_EVENT_MALFORMED' });
    expect(idp.reads).toEqual([]);
  });

  describe('of more than one issuer', () => {
    it('is believed of each by its own key alone', async () => {
      const other = await createTestIssuer('https://other.test');
      verifier = verifierOf(idp, other);
      await expect(
        verifier.verify(await other.sign(claims({ iss: other.issuer }))),
      ).resolves.toMatchObject({
        change: { actor: 'issuer:https://other.test' },
      });
      const forged = verifier.verify(await other.sign(claims()));
      await expect(forged).rejects.toMatchObject({ code: 'ERR_EVENT_NOT_AUTHENTIC' });
    });

    it('is refused of any other one, without asking it for keys', async () => {
      const stranger = await createTestIssuer('https://stranger.test');
      const jwt = await stranger.sign(claims({ iss: stranger.issuer }));
      await expect(verifier.verify(jwt)).rejects.toMatchObject({ code: 'ERR_EVENT_WRONG_ISSUER' });
      expect([...stranger.reads, ...idp.reads]).toEqual([]);
    });
  });

  describe('and the keys of its issuer', () => {
    it('reads them once for many events', async () => {
      for (let i = 0; i < 3; i += 1) await verify();
      expect(idp.reads).toEqual([idp.jwksUrl]);
    });

    it('is refused with a key that is not among them, and accepted when they are read anew', async () => {
      await verify();
      await idp.rotate();
      for (let i = 0; i < 3; i += 1) {
        await expect(verify()).rejects.toMatchObject({ code: 'ERR_EVENT_UNKNOWN_KEY' });
      }
      expect(idp.reads).toHaveLength(1);
      const now = Date.now();
      // The library counts by the clock of the machine.
      jest.spyOn(Date, 'now').mockReturnValue(now + 31_000);
      await expect(verify()).resolves.toBeDefined();
      expect(idp.reads).toHaveLength(2);
    });

    it.each([
      ['an error', async () => new Response(null, { status: 500 })],
      ['a redirect', async () => new Response(null, { status: 302, headers: { location: '/x' } })],
      ['no JSON', async () => new Response('<html>')],
      ['no key set', async () => Response.json({})],
      [
        'nothing',
        async () => {
          throw new TypeError('fetch failed');
        },
      ],
    ])('is to be sent again when they answer %s', async (_, broken) => {
      idp.broken = broken;
      await expect(verify()).rejects.toMatchObject({
        name: 'RequestError',
        status: 503,
        code: 'busy',
        retryAfterSeconds: 30,
      });
      idp.broken = null;
      await expect(verify()).resolves.toBeDefined();
    });

    it('is refused when two of them could be meant', async () => {
      const [one, two] = [await createTestIssuer(), await createTestIssuer()];
      const keys = await Promise.all(
        [one, two].map(async (each) => (await (await each.fetch(each.jwksUrl)).json()).keys[0]),
      );
      idp.broken = async () => Response.json({ keys });
      await expect(verify()).rejects.toMatchObject({ code: 'ERR_EVENT_UNKNOWN_KEY' });
    });
  });

  it('says in no error what it held', async () => {
    const secret = 'u-1@example.com';
    for (const [, , special] of REFUSED) {
      const error = await verify(claims(special)).catch((thrown: unknown) => thrown);
      expect(String(error)).not.toContain(secret);
    }
  });

  it('has nobody to come from without an issuer', () => {
    expect(() => verifierOf()).toThrow(TypeError);
  });
});

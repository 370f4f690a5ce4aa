import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CompactSign, decodeJwt, SignJWT } from 'jose';
import {
  createEventForge,
  type EventForge,
  type Forgery,
  INCARNATION,
  ISSUED_AT,
  PARTIES,
} from '../../../test/support/event-forge.ts';
import type { IssuerKeys } from '../peer/issuer-keys.ts';
import { MAX_EVENT_BYTES } from './constants.ts';
import { SESSION_REVOKED, VERIFICATION } from './event-claims.ts';
import { verifyEvent } from './security-event.ts';

const NOW = ISSUED_AT * 1000;
const DAY = 24 * 3_600_000;
let us: EventForge;
let stranger: EventForge;
beforeAll(async () => {
  us = await createEventForge();
  stranger = await createEventForge();
});

const verify = (jwt: string, now = NOW, keys: IssuerKeys = us.eventKeys) =>
  verifyEvent(jwt, { keys, parties: PARTIES, clock: () => now });
const codeOf = (jwt: string, now = NOW, keys: IssuerKeys = us.eventKeys): Promise<unknown> =>
  verify(jwt, now, keys).then(
    () => 'accepted',
    ({ code }) => code,
  );

/** I20, one by one; each is signed as well as its forger could. */
describe('what is no event of ours', () => {
  const encode = (value: object): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  it('is a token with alg none', async () => {
    const [, claims = ''] = (await us.forge()).split('.');
    for (const alg of ['none', 'None', 'NONE']) {
      const header = encode({ alg, typ: 'secevent+jwt', kid: us.keys.keys[0].kid });
      expect(await codeOf(`${header}.${claims}.`)).toBe('ERR_EVENT_NOT_AUTHENTIC');
    }
  });

  it('is a token under HS256 with the bytes of the public key', async () => {
    const { publicJwk, kid } = us.keys.keys[0];
    const secrets = [String(publicJwk.x), JSON.stringify(publicJwk)].map((text) =>
      new TextEncoder().encode(text),
    );
    for (const secret of [...secrets, Buffer.from(String(publicJwk.x), 'base64url')]) {
      const jwt = await new SignJWT(decodeJwt(await us.forge()))
        .setProtectedHeader({ alg: 'HS256', typ: 'secevent+jwt', kid })
        .sign(secret);
      expect(await codeOf(jwt)).toBe('ERR_EVENT_NOT_AUTHENTIC');
    }
  });

  it.each<[string, Forgery, string]>([
    ['an access token', { header: { typ: 'at+jwt' } }, 'ERR_EVENT_WRONG_TYPE'],
    ['a token of no type', { header: { typ: undefined } }, 'ERR_EVENT_WRONG_TYPE'],
    ['a token of type JWT', { header: { typ: 'JWT' } }, 'ERR_EVENT_WRONG_TYPE'],
    [
      'an ID token',
      {
        header: { typ: 'JWT' },
        claims: { sub: 'sub_a', exp: ISSUED_AT + 60, nonce: 'n', events: undefined },
      },
      'ERR_EVENT_WRONG_TYPE',
    ],
    [
      'an ID token under our type',
      { claims: { sub: 'sub_a', exp: ISSUED_AT + 60, events: undefined } },
      'ERR_EVENT_MALFORMED',
    ],
    [
      'a logout token',
      {
        header: { typ: 'logout+jwt' },
        claims: {
          sub: 'sub_a',
          sid: 'sid-1',
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        },
      },
      'ERR_EVENT_WRONG_TYPE',
    ],
    [
      'a logout token under our type',
      { claims: { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } } },
      'ERR_EVENT_UNKNOWN_EVENT',
    ],
    ['of another issuer', { claims: { iss: 'https://evil.test' } }, 'ERR_EVENT_WRONG_ISSUER'],
    [
      'of the issuer with a slash',
      { claims: { iss: 'https://checkout.test/' } },
      'ERR_EVENT_WRONG_ISSUER',
    ],
    ['of nobody', { claims: { iss: undefined } }, 'ERR_EVENT_WRONG_ISSUER'],
    ['for another audience', { claims: { aud: 'https://shop.test' } }, 'ERR_EVENT_WRONG_AUDIENCE'],
    ['for others', { claims: { aud: ['a', 'b'] } }, 'ERR_EVENT_WRONG_AUDIENCE'],
    ['for nobody', { claims: { aud: undefined } }, 'ERR_EVENT_WRONG_AUDIENCE'],
    [
      'two events',
      { claims: { events: { [SESSION_REVOKED]: {}, [VERIFICATION]: {} } } },
      'ERR_EVENT_NOT_ONE_EVENT',
    ],
    ['no event', { claims: { events: {} } }, 'ERR_EVENT_NOT_ONE_EVENT'],
    ['without events', { claims: { events: undefined } }, 'ERR_EVENT_MALFORMED'],
    ['with a list of events', { claims: { events: [SESSION_REVOKED] } }, 'ERR_EVENT_MALFORMED'],
    [
      'an event that is not known',
      {
        claims: {
          events: { 'https://schemas.openid.net/secevent/risc/event-type/account-purged': {} },
        },
      },
      'ERR_EVENT_UNKNOWN_EVENT',
    ],
    [
      'an event without content',
      { claims: { events: { [SESSION_REVOKED]: null } } },
      'ERR_EVENT_MALFORMED',
    ],
    ['with a sub', { claims: { sub: 'sub_a' } }, 'ERR_EVENT_MALFORMED'],
    ['with an exp', { claims: { exp: ISSUED_AT + 60 } }, 'ERR_EVENT_MALFORMED'],
    ['with an empty sub', { claims: { sub: null } }, 'ERR_EVENT_MALFORMED'],
    ['without iat', { claims: { iat: undefined } }, 'ERR_EVENT_MALFORMED'],
    ['without jti', { claims: { jti: undefined } }, 'ERR_EVENT_MALFORMED'],
    ['with a jti of another place', { claims: { jti: `${INCARNATION}.8` } }, 'ERR_EVENT_MALFORMED'],
    ['with a seq of another place', { payload: { seq: 8 } }, 'ERR_EVENT_MALFORMED'],
    [
      'of another incarnation inside',
      { payload: { incarnation: 'f'.repeat(32) } },
      'ERR_EVENT_MALFORMED',
    ],
    ['without a subject', { claims: { sub_id: undefined } }, 'ERR_EVENT_MALFORMED'],
    [
      'about an e-mail address',
      { claims: { sub_id: { format: 'email', email: 'a@b' } } },
      'ERR_EVENT_MALFORMED',
    ],
    [
      'about an empty subject',
      { claims: { sub_id: { format: 'iss_sub', iss: PARTIES.issuer, sub: '' } } },
      'ERR_EVENT_MALFORMED',
    ],
    [
      'about an endless subject',
      { claims: { sub_id: { format: 'iss_sub', iss: PARTIES.issuer, sub: 'a'.repeat(256) } } },
      'ERR_EVENT_MALFORMED',
    ],
    [
      'about the subject of another issuer',
      { claims: { sub_id: { format: 'iss_sub', iss: 'https://evil.test', sub: 'sub_a' } } },
      'ERR_EVENT_WRONG_SUBJECT',
    ],
    [
      'about another stream',
      { claims: { sub_id: { format: 'opaque', id: 'other' } }, payload: { floor_epoch: NOW } },
      'ERR_EVENT_WRONG_SUBJECT',
    ],
    [
      'about a session without a name',
      { claims: { sub_id: { format: 'complex', session: {} } } },
      'ERR_EVENT_MALFORMED',
    ],
    [
      'about no session',
      { claims: { sub_id: { format: 'complex', user: {} } } },
      'ERR_EVENT_MALFORMED',
    ],
    [
      'about a session in another format',
      { claims: { sub_id: { format: 'complex', session: { format: 'jwt_id', id: 'x' } } } },
      'ERR_EVENT_MALFORMED',
    ],
    ['at a time that is none', { payload: { event_timestamp: 'now' } }, 'ERR_EVENT_MALFORMED'],
    [
      'at a time beyond all calendars',
      { payload: { event_timestamp: 1e300 } },
      'ERR_EVENT_MALFORMED',
    ],
    [
      'with an epoch too far ahead',
      { payload: { epoch: NOW + DAY + 1 } },
      'ERR_EVENT_EPOCH_OUT_OF_BOUNDS',
    ],
    ['with a negative epoch', { payload: { epoch: -1 } }, 'ERR_EVENT_EPOCH_OUT_OF_BOUNDS'],
    ['with half an epoch', { payload: { epoch: 1.5 } }, 'ERR_EVENT_EPOCH_OUT_OF_BOUNDS'],
    ['with an epoch that is text', { payload: { epoch: '1' } }, 'ERR_EVENT_EPOCH_OUT_OF_BOUNDS'],
    ['without an epoch', { payload: { epoch: undefined } }, 'ERR_EVENT_EPOCH_OUT_OF_BOUNDS'],
    [
      'with a floor too far ahead',
      {
        claims: { sub_id: { format: 'opaque', id: 'shopping' } },
        payload: { floor_epoch: 2 ** 53 },
      },
      'ERR_EVENT_EPOCH_OUT_OF_BOUNDS',
    ],
    ['a kid that nobody knows', { header: { kid: 'x' } }, 'ERR_EVENT_UNKNOWN_KEY'],
    ['without a kid', { header: { kid: undefined } }, 'ERR_EVENT_UNKNOWN_KEY'],
    ['an empty kid', { header: { kid: '' } }, 'ERR_EVENT_UNKNOWN_KEY'],
    [
      'the right algorithm by its other name',
      { header: { alg: 'Ed25519' } },
      'ERR_EVENT_NOT_AUTHENTIC',
    ],
  ])('is %s', async (_, forgery, code) => {
    expect(await codeOf(await us.forge(forgery))).toBe(code);
  });

  it('takes an epoch up to the last millisecond of a day ahead, and zero', async () => {
    for (const epoch of [0, NOW + DAY]) {
      expect(await codeOf(await us.forge({ payload: { epoch } }))).toBe('accepted');
    }
  });

  it('is signed by somebody else under our kid', async () => {
    const header = { kid: us.keys.keys[0].kid };
    expect(await codeOf(await stranger.forge({ header }))).toBe('ERR_EVENT_NOT_AUTHENTIC');
  });

  it('brings its own key', async () => {
    const { publicJwk } = stranger.keys.keys[0];
    const header = { kid: us.keys.keys[0].kid, jwk: publicJwk, jku: 'https://evil.test/jwks' };
    expect(await codeOf(await stranger.forge({ header }))).toBe('ERR_EVENT_NOT_AUTHENTIC');
  });

  it('demands an extension that is not understood', async () => {
    const [, claims = '', signature = ''] = (await us.forge()).split('.');
    const { kid } = us.keys.keys[0];
    const header = encode({ alg: 'EdDSA', typ: 'secevent+jwt', kid, crit: ['exp'], exp: 1 });
    expect(await codeOf(`${header}.${claims}.${signature}`)).toBe('ERR_EVENT_MALFORMED');
  });

  it('is changed anywhere in its claims or its signature', async () => {
    const jwt = await us.forge();
    const [header = '', ...rest] = jwt.split('.');
    await fc.assert(
      fc.asyncProperty(fc.nat(rest.join('.').length - 2), async (at) => {
        const text = rest.join('.');
        if (text[at] === '.') return;
        const other = text[at] === 'A' ? 'B' : 'A';
        const changed = `${header}.${text.slice(0, at)}${other}${text.slice(at + 1)}`;
        expect(await codeOf(changed)).not.toBe('accepted');
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['one word', 'event'],
    ['two parts', 'a.b'],
    ['four parts', 'a.b.c.d'],
    ['a header that is no JSON', 'YQ.YQ.YQ'],
    ['a header that is a list', 'W10.W10.W10'],
    ['JSON', '{"events":{}}'],
  ])('is %s', async (_, text) => {
    expect(await codeOf(text)).toMatch(/^ERR_EVENT_(MALFORMED|WRONG_TYPE)$/);
  });

  it.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['no JSON', '{'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('has claims that are %s', async (_, payload) => {
    const { kid, privateKey } = us.keys.keys[0];
    const jwt = await new CompactSign(Buffer.from(payload))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'secevent+jwt', kid })
      .sign(privateKey);
    expect(await codeOf(jwt)).toBe('ERR_EVENT_MALFORMED');
  });

  it('is larger than 64 kB, and no key is looked for then', async () => {
    let asked = 0;
    const keys: IssuerKeys = async (...all) => {
      asked += 1;
      return us.eventKeys(...all);
    };
    const large = await us.forge({ claims: { filler: 'x'.repeat(MAX_EVENT_BYTES) } });
    expect(await codeOf(large, NOW, keys)).toBe('ERR_EVENT_MALFORMED');
    expect(asked).toBe(0);
    const fits = await us.forge({ claims: { filler: 'x'.repeat(40_000) } });
    expect(await codeOf(fits, NOW, keys)).toBe('accepted');
    expect(asked).toBe(1);
  });

  it('does not stand in the message of its refusal', async () => {
    const jwt = await stranger.forge({ claims: { txn: 'secret-txn' } });
    const error = await verify(jwt).catch((e: unknown) => e);
    expect(String(error)).not.toContain(jwt.slice(0, 10));
    expect(String(error)).not.toContain('secret-txn');
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportSPKI, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { byEmail, HOOK_TOKEN, type HookCaller, openHooks } from '../support/hook-caller.ts';
import {
  CART,
  signedInOnBoth,
  signInOnBoth,
  statesOf,
  untilGuest,
} from '../support/known-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { serveIssuer } from '../support/served-issuer.ts';

const issuer = await serveIssuer();
const stranger = await serveIssuer();
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/';
const EVENTS: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  ['session-revoked', { reason_admin: { en: 'lost device' } }, 'sessions-revoked'],
  [
    'credential-change',
    { credential_type: 'password', change_type: 'update' },
    'credential-change',
  ],
  ['token-claims-change', { claims: { role: 'customer' } }, 'role-change'],
];

describe('POST /hooks/v1/events, with an issuer on the allow-list', () => {
  const open = openStore({ env: { HOOK_TOKEN, EVENT_ISSUERS: issuer.setting } });
  let hooks: HookCaller;
  beforeAll(() => {
    hooks = openHooks(open.store);
  });
  afterAll(async () => {
    await hooks.close();
    issuer.close();
    stranger.close();
  });

  function claimsOf(email: string, change: JWTPayload = {}): JWTPayload {
    return {
      iss: issuer.issuer,
      aud: open.store.origins.checkout,
      iat: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
      sub_id: byEmail(email),
      events: { [`${CAEP}session-revoked`]: {} },
      ...change,
    };
  }
  const push = (body: string, type = 'application/secevent+jwt') =>
    hooks.call('/events', { body, headers: { 'content-type': type } });

  it.each(EVENTS)(
    'ends the sessions on both domains by CAEP %s; the same jti again changes nothing',
    async (name, payload, reason) => {
      const { shopper, account, id } = await signedInOnBoth(open.shopper());
      const jwt = await issuer.sign(
        claimsOf(account.email, { events: { [`${CAEP}${name}`]: payload } }),
      );
      expect(await push(jwt)).toMatchObject({ status: 202, body: '' });
      expect((await shopper.state('checkout')).session.state).toBe('anonymous');
      await untilGuest(shopper);
      for (const side of ['shopping', 'checkout'] as const) {
        expect(await shopper.cart(side)).toEqual(CART);
      }
      await signInOnBoth(shopper, account);
      expect(await push(jwt)).toMatchObject({ status: 202, body: '' });
      expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
      const entries = await hooks.audit(`?sub=${id}`);
      expect(entries).toMatchObject([
        { kind: 'subject', actor: `issuer:${issuer.issuer}`, reason, sub: id },
      ]);
    },
  );

  it('takes in the event by which a provider tries the stream out, and does nothing', async () => {
    const { shopper, account } = await signedInOnBoth(open.shopper());
    const uri = 'https://schemas.openid.net/secevent/ssf/event-type/verification';
    const sub_id = { format: 'opaque', id: 'stream-of-theirs' };
    const change = { sub_id, events: { [uri]: { state: 'a state of theirs' } } };
    const [before] = await hooks.audit('?limit=1');
    const jwt = await issuer.sign(claimsOf(account.email, change));
    expect(await push(jwt)).toMatchObject({ status: 202, body: '' });
    expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
    expect((await hooks.audit('?limit=1'))[0]).toEqual(before);
  });

  it('names a user by the e-mail address, or by the id that checkout gave', async () => {
    const { shopper, account, id } = await signedInOnBoth(open.shopper());
    const theirs = { format: 'iss_sub', iss: issuer.issuer, sub: id };
    expect(await push(await issuer.sign(claimsOf('', { sub_id: theirs })))).toMatchObject({
      status: 202,
    });
    expect(await statesOf(shopper)).toEqual(['recognized', 'authenticated']);
    expect((await hooks.audit('?limit=1'))[0]).toMatchObject({ reason: 'unknown_user' });
    for (const sub_id of [
      byEmail(account.email),
      { format: 'opaque', id },
      { format: 'iss_sub', iss: open.store.origins.checkout, sub: id },
      { format: 'complex', user: byEmail(account.email), tenant: { format: 'opaque', id: 't' } },
    ]) {
      expect((await shopper.state('checkout')).session.state).toBe('authenticated');
      await push(await issuer.sign(claimsOf('', { sub_id })));
      expect((await shopper.state('checkout')).session.state).toBe('anonymous');
      await shopper.signIn(account);
    }
  });

  it('I25: takes in an event about somebody whom nobody knows, and says the same', async () => {
    const jwt = await issuer.sign(claimsOf('nobody@example.org'));
    expect(await push(jwt)).toMatchObject({ status: 202, body: '' });
    expect((await hooks.audit('?limit=1'))[0]).toMatchObject({
      kind: 'refused',
      reason: 'unknown_user',
      sub: null,
    });
  });

  describe('I20: refuses with 400 and the code of RFC 8935, and ends nothing', () => {
    const NOW = Math.floor(Date.now() / 1000);
    const two = { [`${CAEP}session-revoked`]: {}, [`${CAEP}credential-change`]: {} };
    it.each<[string, JWTPayload, Partial<JWTHeaderParameters>, string]>([
      ['another audience', { aud: 'https://other.test' }, {}, 'invalid_audience'],
      ['an issuer that is not listed', { iss: 'https://idp.test' }, {}, 'invalid_issuer'],
      ['a type of another token', {}, { typ: 'JWT' }, 'invalid_request'],
      ['no type', {}, { typ: undefined as unknown as string }, 'invalid_request'],
      ['a key that is not published', {}, { kid: 'other' }, 'invalid_key'],
      ['two events', { events: two }, {}, 'invalid_request'],
      ['no event', { events: {} }, {}, 'invalid_request'],
      ['an event that we do not act on', { events: { x: {} } }, {}, 'invalid_request'],
      ['a sub', { sub: 'a' }, {}, 'invalid_request'],
      ['an exp', { exp: NOW + 60 }, {}, 'invalid_request'],
      ['an iat in the future', { iat: NOW + 3_600 }, {}, 'invalid_request'],
      ['an iat of long ago', { iat: NOW - 40 * 86_400 }, {}, 'invalid_request'],
      ['no jti', { jti: undefined as unknown as string }, {}, 'invalid_request'],
      ['a sub_id without a format', { sub_id: { email: 'a@example.org' } }, {}, 'invalid_request'],
    ])('%s', async (_, change, header, err) => {
      const { shopper, account } = await signedInOnBoth(open.shopper());
      const answer = await push(await issuer.sign(claimsOf(account.email, change), header));
      expect({ status: answer.status, ...JSON.parse(answer.body) }).toEqual({
        status: 400,
        err,
        description: expect.any(String),
      });
      expect(answer.headers['content-language']).toBe('en');
      expect((await shopper.state('checkout')).session.state).toBe('authenticated');
    });

    it('the key of somebody else, HS256 with a public key, no signature, and garbage', async () => {
      const { shopper, account } = await signedInOnBoth(open.shopper());
      const foreign = await stranger.sign(claimsOf(account.email));
      const [, claims = ''] = (await issuer.sign(claimsOf(account.email))).split('.');
      const { keys } = await (await issuer.fetch(issuer.jwksUrl)).json();
      const [jwk] = keys;
      const secret = new TextEncoder().encode(
        await exportSPKI(
          await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, true, ['verify']),
        ),
      );
      const confused = await new SignJWT(claimsOf(account.email))
        .setProtectedHeader({ alg: 'HS256', typ: 'secevent+jwt', kid: jwk.kid })
        .sign(secret);
      const none = Buffer.from('{"alg":"none","typ":"secevent+jwt"}').toString('base64url');
      for (const [body, err] of [
        [foreign, 'authentication_failed'],
        [confused, 'authentication_failed'],
        [`${none}.${claims}.`, 'authentication_failed'],
        ['secret words', 'invalid_request'],
        ['a.b.c', 'invalid_request'],
      ] as const) {
        const answer = await push(body);
        expect([answer.status, JSON.parse(answer.body).err]).toEqual([400, err]);
        expect(answer.body).not.toContain('secret words');
      }
      expect((await push('{}', 'application/json')).status).toBe(415);
      expect((await shopper.state('checkout')).session.state).toBe('authenticated');
    });
  });
});

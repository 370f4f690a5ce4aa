import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pass, registeredOnBoth, sessionsOf } from '../support/clocked-shopper.ts';
import { type ClockedStore, startClockedStore } from '../support/clocked-store.ts';
import type { Answer } from '../support/http-exchange.ts';
import { authorize } from '../support/peer-calls.ts';
import { HOOK_SECRET, POLL, pollAs, post } from '../support/sealed-things.ts';
import { CHECKOUT, SHOP } from '../support/store-pair.ts';

type Side = 'shopping' | 'checkout';

/** One call between the servers, as it went over the wire. */
interface Call {
  readonly side: Side;
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

const ORIGINS = { shopping: SHOP, checkout: CHECKOUT } as const;
const CALLS: readonly Call[] = [
  { side: 'shopping', path: '/bridge/events', type: 'application/secevent+jwt', body: 'a.b.c' },
  { side: 'shopping', path: '/bridge/settled', type: 'application/octet-stream', body: 'AQJi' },
  { side: 'checkout', path: '/ssf/poll', type: 'application/json', body: POLL },
  {
    side: 'checkout',
    path: '/ssf/status',
    type: 'application/json',
    body: '{"stream_id":"shopping","status":"enabled","returnImmediately":true}',
  },
  { side: 'checkout', path: '/ssf/verify', type: 'application/json', body: POLL },
];

/** A29: somebody has recorded a call between the two servers, and lets them believe it in another way. */
describe.each(CALLS)('a call that was recorded: $path', (call) => {
  let store: ClockedStore;
  beforeAll(async () => {
    store = await startClockedStore({ HOOK_TOKEN: HOOK_SECRET });
  });
  afterAll(() => store.close());

  const credential = ({ side, path, body }: Call): string =>
    authorize(side, store.clock.now, { method: 'POST', path, body }).authorization ?? '';
  const send = (authorization: string, sent: Call = call, method = 'POST'): Promise<Answer> =>
    store.ask(`${ORIGINS[sent.side]}${sent.path}`, {
      method,
      headers: { authorization, 'content-type': sent.type },
      body: method === 'GET' ? null : sent.body,
    });

  it('gets past the guard once, as a control, and never again', async () => {
    const authorization = credential(call);
    expect((await send(authorization)).status).not.toBe(401);
    for (const _ of [1, 2]) expect((await send(authorization)).status).toBe(401);
  });

  it('is not let in with another body, and what it was sealed for is not used up', async () => {
    const authorization = credential(call);
    for (const body of [`${call.body} `, '', 'x']) {
      expect((await send(authorization, { ...call, body })).status).toBe(401);
    }
    expect((await send(authorization)).status).not.toBe(401);
  });

  it('is let in nowhere else, on neither server', async () => {
    const authorization = credential(call);
    for (const other of CALLS.filter(({ path }) => path !== call.path)) {
      expect((await send(authorization, { ...other, body: call.body })).status).toBe(401);
    }
    const paths = [`${call.path}?x`, `${call.path}/`, call.path.toUpperCase()];
    for (const path of paths) {
      const { status } = await send(authorization, { ...call, path });
      expect([401, 404, 405]).toContain(status);
    }
  });

  it('is not let in when it was kept back for more than 75 seconds', async () => {
    const authorization = credential(call);
    await pass(store, 76);
    expect((await send(authorization)).status).toBe(401);
  });

  it('is not made by a browser, whatever its shopper may do', async () => {
    const { browser } = await registeredOnBoth(store, `admin-${call.path.replace(/\W/g, '')}`);
    for (const origin of Object.values(ORIGINS)) {
      const answer = await browser.request(`${origin}${call.path}`, {
        method: 'POST',
        headers: { 'content-type': call.type, origin, 'sec-fetch-site': 'same-origin' },
      });
      expect([401, 404, 405]).toContain(answer.status);
    }
    expect(await sessionsOf(browser)).toEqual(['recognized', 'authenticated']);
  });
});

/** A29: the hooks are made to act by somebody who has no credential, but a browser that an administrator uses. */
describe('a hook that is called with the cookies of an administrator', () => {
  let store: ClockedStore;
  beforeAll(async () => {
    store = await startClockedStore({ HOOK_TOKEN: HOOK_SECRET });
  });
  afterAll(() => store.close());

  const REVOKE = `${CHECKOUT}/hooks/v1/revoke`;
  const TYPES = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/secevent+jwt',
  ];

  it.each(TYPES)('is answered 401, by %s', async (type) => {
    const { browser, account } = await registeredOnBoth(store, `user-${type.replace(/\W/g, '')}`);
    const body = JSON.stringify({ sub_id: { format: 'email', email: account.email } });
    const cookie = browser.cookies(CHECKOUT).join('; ');
    for (const origin of [CHECKOUT, 'https://evil.test', 'null']) {
      const answer = await post(store, REVOKE, { 'content-type': type, cookie, origin }, body);
      expect(answer.status).toBe(401);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(await sessionsOf(browser)).toEqual(['recognized', 'authenticated']);
    expect(JSON.parse((await pollAs({ store })).body).sets).toEqual({});
  });

  it.each([
    'revoke',
    'users/role',
    'users/password',
    'users/disabled',
    'revoke-everyone',
    'events',
  ])('answers no other site before a call that it could make: %s', async (hook) => {
    const answer = await store.ask(`${CHECKOUT}/hooks/v1/${hook}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.test',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
      body: null,
    });
    expect(answer.status).toBe(401);
    expect(Object.keys(answer.headers).join()).not.toContain('access-control');
  });
});

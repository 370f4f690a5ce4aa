import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { basic, claimsOf, cookiesOf, createSlasCaller } from '../../../test/support/slas-caller.ts';
import { PUBLIC_CLIENT_ID } from '../platform/clients.ts';
import { secureTokenName } from '../platform/platform-cookies.ts';

const SESSIONS = '/s/RefArch/dw/shop/v23_2/sessions';
const AUTH = '/s/RefArch/dw/shop/v25_6/customers/auth';

function createWorld(switches = {}) {
  const caller = createSlasCaller(switches);
  const agent = request(caller.app);
  const sessions = (token: string, path = SESSIONS) =>
    agent.post(path).set('Authorization', `Bearer ${token}`);
  const auth = (type: string) =>
    agent.post(AUTH).set('x-dw-client-id', PUBLIC_CLIENT_ID).send({ type });
  return { ...caller, agent, sessions, auth };
}

describe('POST sessions', () => {
  it('answers 204 with a session for the guest of a token', async () => {
    const { guest, platform, sessions } = createWorld();
    const { access_token, customer_id, usid } = await guest();
    const answer = await sessions(access_token).expect(204);
    expect(answer.headers['cache-control']).toBe('no-cache, no-store, must-revalidate');
    const cookies = cookiesOf(answer);
    expect(Object.keys(cookies)).toEqual([
      'dwsid',
      expect.stringMatching(/^dwanonymous_[0-9a-f]{32}$/),
      expect.stringMatching(/^dwsecuretoken_[0-9a-f]{32}$/),
    ]);
    expect(cookies.dwsid).toMatch(/^[\w-]{86}==; Path=\/; HttpOnly; Secure$/);
    expect(platform.sessions.living(cookies.dwsid?.split(';')[0] ?? '')).toMatchObject({
      identity: { kind: 'guest', gcid: customer_id },
      usid,
      startedOnStorefront: false,
    });
  });

  it('makes another session at every call, whatever dwsid comes along', async () => {
    const { jane, sessions, platform } = createWorld();
    const { access_token, customer_id } = await jane();
    const first = cookiesOf(await sessions(access_token).expect(204)).dwsid?.split(';')[0] ?? '';
    const second = await sessions(access_token).set('Cookie', `dwsid=${first}`).expect(204);
    expect(cookiesOf(second).dwsid?.split(';')[0]).not.toBe(first);
    expect(platform.sessions.allLiving(customer_id)).toHaveLength(2);
    expect(cookiesOf(second)).not.toHaveProperty('dwanonymous');
  });

  it('takes an OCAPI JWT as well', async () => {
    const { auth, platform, sessions } = createWorld();
    const { body, headers } = await auth('guest').expect(200);
    await sessions(String(headers.authorization).slice('Bearer '.length)).expect(204);
    expect(platform.sessions.allLiving(body.customer_id)).toHaveLength(1);
  });

  it('notes from whom the address of the shopper came', async () => {
    const { guest, platform, sessions } = createWorld();
    await sessions((await guest()).access_token)
      .set('x-client-ip', '203.0.113.7')
      .expect(204);
    expect(platform.calls.list().at(-1)).toMatchObject({
      operation: 'sessions',
      clientIp: '203.0.113.7',
    });
  });

  it('answers 401 without a token', async () => {
    const { body } = await createWorld().agent.post(SESSIONS).expect(401);
    expect(body).toMatchObject({
      _v: '23.2',
      fault: { type: 'AuthorizationHeaderMissingException' },
    });
  });

  it('answers 401 to a token that has expired, and says why', async () => {
    const { guest, platform, sessions } = createWorld();
    const { access_token } = await guest();
    platform.clock.advance(1800);
    const { body } = await sessions(access_token).expect(401);
    expect(body).toEqual({
      _v: '23.2',
      fault: {
        arguments: { accessToken: 'The access token has expired.' },
        type: 'InvalidAccessTokenException',
        message: 'The request is unauthorized, the access token is invalid.',
      },
    });
  });

  it('answers 401 to a token of older credentials, to the letter', async () => {
    const { jane, platform, sessions } = createWorld();
    const { access_token, customer_id } = await jane();
    platform.customers.changePassword(customer_id, 'Another1!');
    const { body } = await sessions(access_token).expect(401);
    expect(body.fault.arguments.accessToken).toBe(
      'Customer credentials changed after token was issued. Please Login again.',
    );
  });

  it.each([
    ['/s/RefArch/dw/shop/v1/sessions', 400, 'InvalidVersionException'],
    ['/s/Nowhere/dw/shop/v23_2/sessions', 404, 'SiteNotFoundException'],
  ])('refuses %s', async (path, status, type) => {
    const { guest, sessions } = createWorld();
    const { body } = await sessions((await guest()).access_token, path).expect(status);
    expect(body.fault.type).toBe(type);
  });

  it('does without a site in its path', async () => {
    const { guest, sessions } = createWorld();
    await sessions((await guest()).access_token, '/dw/shop/v24_10/sessions').expect(204);
  });

  it('refuses a client that it does not know', async () => {
    const { guest, sessions } = createWorld();
    const { access_token } = await guest();
    await sessions(access_token).set('x-dw-client-id', 'nobody').expect(400);
    await sessions(access_token).set('x-dw-client-id', PUBLIC_CLIENT_ID).expect(204);
  });
});

describe('POST customers/auth', () => {
  it('gives a guest a JWT in the header of the answer', async () => {
    const { auth } = createWorld();
    const { body, headers } = await auth('guest')
      .set('Origin', 'http://localhost:3000')
      .expect(200);
    expect(body).toEqual({
      _v: '25.6',
      _type: 'customer',
      auth_type: 'guest',
      customer_id: expect.stringMatching(/^[A-Za-z0-9]{26}$/),
      preferred_locale: 'en_US',
      visit_id: expect.stringMatching(/^[0-9a-f]{26}$/),
    });
    expect(headers['access-control-expose-headers']).toContain('Authorization');
    expect(claimsOf(String(headers.authorization))).toMatchObject({
      _v: '1',
      iss: PUBLIC_CLIENT_ID,
      iat: 1_700_000_000,
      exp: 1_700_001_800,
      sub: JSON.stringify({ customer_id: body.customer_id, guest: true }),
    });
  });

  it('signs a customer in', async () => {
    const { auth, platform } = createWorld();
    const good = basic('jane@example.com', 'Password1!');
    const { body } = await auth('credentials').set('Authorization', good).expect(200);
    expect(body).toMatchObject({
      auth_type: 'registered',
      customer_id: platform.customers.find('jane@example.com')?.rcid,
      first_name: 'Jane',
    });
    const bad = basic('jane@example.com', 'wrong');
    await auth('credentials').set('Authorization', bad).expect(401);
    await auth('credentials').expect(401);
  });

  it('exchanges a session, and its secure token while HTTPS is not enforced', async () => {
    const { auth, platform } = createWorld();
    const { dwsid, identity, secureToken } = platform.sessions.enter(null, 'RefArch').session;
    const { body } = await auth('session').set('Cookie', `dwsid=${dwsid}`).expect(200);
    expect(body.customer_id).toBe(identity.gcid);
    await auth('session').set('Cookie', 'dwsid=unknown').expect(401);
    await auth('session').expect(401);
    platform.switches.enforceHttps = false;
    await auth('session').set('Cookie', `dwsid=${dwsid}`).expect(401);
    const both = `dwsid=${dwsid}; ${secureTokenName('RefArch')}=${secureToken}`;
    await auth('session').set('Cookie', both).expect(200);
  });

  it('renews a JWT before it ends, without asking for the client again', async () => {
    const { agent, auth, platform } = createWorld();
    const { body, headers } = await auth('guest').expect(200);
    const again = () =>
      agent
        .post(AUTH)
        .set('Authorization', String(headers.authorization))
        .send({ type: 'refresh' });
    platform.clock.advance(1799);
    expect((await again().expect(200)).body.customer_id).toBe(body.customer_id);
    platform.clock.advance(1);
    await again().expect(401);
  });

  it('refuses other types, and a first request without a client', async () => {
    const { agent, auth } = createWorld();
    expect((await auth('magic').expect(400)).body.fault.type).toBe('MalformedParameterException');
    await agent.post(AUTH).send({ type: 'guest' }).expect(400);
    await agent.post(`${AUTH}?client_id=${PUBLIC_CLIENT_ID}`).send({ type: 'guest' }).expect(200);
  });

  it('is written down by its type', async () => {
    const { auth, platform } = createWorld();
    await auth('guest');
    expect(platform.calls.list()[0]).toMatchObject({
      operation: 'customers/auth',
      grantType: 'guest',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { basic, createSlasCaller, PRIVATE_BASIC, SLAS } from '../../../test/support/slas-caller.ts';

const PATH = '/shopper/auth/v1/organizations';

describe('slas', () => {
  it('reads parameters from the query as well as from the form', async () => {
    const { app } = createSlasCaller();
    await request(app)
      .post(`${SLAS}/token?grant_type=client_credentials&channel_id=RefArch`)
      .set('Content-Type', 'application/x-www-form-urlencoded')
      .set('Authorization', PRIVATE_BASIC)
      .expect(200);
  });

  it.each([
    ['f_ecom_abcd_002', 'invalid organizationId'],
    ['zzrf_001', 'Tenant Id Exception - Must be a well-formed tenantId'],
  ])('refuses organization %s', async (organization, message) => {
    const { app } = createSlasCaller();
    const answer = await request(app).get(`${PATH}/${organization}/oauth2/jwks`).expect(400);
    expect(answer.body.message).toBe(message);
  });

  it('answers 404 for what SLAS does not have', async () => {
    await createSlasCaller().get('token').expect(404);
    await createSlasCaller().post('constructor').expect(404);
  });

  it('tells on every answer of the limited endpoints what is left', async () => {
    const { get, platform, privateGuest } = createSlasCaller();
    const { headers } = await privateGuest().expect(200);
    const now = platform.clock.now();
    expect(headers).toMatchObject({
      'x-ratelimit-1m-limit': '500',
      'x-ratelimit-1m-remaining': '499',
      'x-ratelimit-1m-reset': String(now - (now % 60) + 60),
      'x-ratelimit-5m-limit': '2500',
      'x-ratelimit-5m-remaining': '2499',
    });
    const refused = await get('authorize').expect(400);
    expect(refused.headers['x-ratelimit-1m-remaining']).toBe('498');
    expect((await get('jwks')).headers['x-ratelimit-1m-limit']).toBeUndefined();
  });

  it('has the limit of production by the switch', async () => {
    const { headers } = await createSlasCaller({ production: true }).privateGuest();
    expect(headers['x-ratelimit-1m-limit']).toBe('24000');
  });

  it('answers 429 once the minute is used up, if limits are on', async () => {
    const { get, platform } = createSlasCaller({ rateLimits: true });
    for (let n = 0; n < 500; n += 1) platform.usage.count('requests', 1);
    const answer = await get('authorize').expect(429);
    expect(answer.body.status_code).toBe('429 TOO_MANY_REQUESTS');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    platform.switches.rateLimits = false;
    await get('authorize').expect(400);
  });

  it('lets pages of other origins call it, and answers their preflights', async () => {
    const { app, post } = createSlasCaller();
    const origin = 'http://localhost:3000';
    const preflight = await request(app)
      .options(`${SLAS}/login`)
      .set('Origin', origin)
      .set('Access-Control-Request-Method', 'POST')
      .expect(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    });
    expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
    const refused = await post('token', {}, { Origin: origin }).expect(400);
    expect(refused.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'Authorization, Location, Retry-After',
      vary: 'Origin',
    });
  });

  it('writes down who called what, and no secret', async () => {
    const { jane, login, platform } = createSlasCaller();
    await jane();
    await login({}, basic('jane@example.com', 'wrong'));
    const calls = platform.calls.list();
    expect(calls.map(({ n, operation, status }) => [n, operation, status])).toEqual([
      [1, 'login', 303],
      [2, 'token', 200],
      [3, 'login', 401],
    ]);
    expect(calls[1]).toMatchObject({
      method: 'POST',
      path: `${SLAS}/token`,
      grantType: 'authorization_code_pkce',
      client: 'public',
      parameters: expect.arrayContaining(['code', 'code_verifier', 'usid']),
      shopper: expect.any(String),
    });
    expect(JSON.stringify(calls)).not.toMatch(/Password1|jane|eyJ|Basic/);
  });
});

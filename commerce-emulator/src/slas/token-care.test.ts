import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { basic, createSlasCaller, PRIVATE_BASIC } from '../../../test/support/slas-caller.ts';
import { parseFault } from '../platform/faults.ts';

const PRIVATE = { Authorization: PRIVATE_BASIC };

describe('POST revoke', () => {
  it('ends a refresh token and says which', async () => {
    const { post, privateGuest, platform } = createSlasCaller();
    const { refresh_token } = (await privateGuest()).body;
    const { body } = await post('revoke', { token: refresh_token }, PRIVATE).expect(200);
    expect(body).toMatchObject({ refresh_token, access_token: '', usid: 'null', expires_in: 0 });
    expect(platform.refreshTokens.find(refresh_token)).toBeNull();
  });

  it('ends an access token, also of a guest', async () => {
    const { post, privateGuest, platform } = createSlasCaller();
    const { access_token } = (await privateGuest()).body;
    await post('revoke', { token: access_token }, PRIVATE).expect(200);
    expect(platform.tokens.check(access_token)).toEqual({ ok: false, reason: 'revoked' });
  });

  it('refuses the token of another client, and a public client', async () => {
    const { guest, post } = createSlasCaller();
    const { refresh_token } = await guest();
    await post('revoke', { token: refresh_token }, PRIVATE).expect(400);
    const answer = await post('revoke', { token: refresh_token }).expect(401);
    expect(answer.body.error_description).toBe('Basic Authorization failed.');
  });
});

describe('POST introspect', () => {
  it('tells what a token stands for, and nothing of one that is not good', async () => {
    const { platform, post, privateGuest } = createSlasCaller();
    const { access_token, refresh_token, usid } = (await privateGuest()).body;
    const now = platform.clock.now();
    const ask = async (token: string) => (await post('introspect', { token }, PRIVATE)).body;
    expect(await ask(refresh_token)).toEqual({
      active: true,
      client_id: '2a5f1f0e-7c1b-4b62-8d0e-5b7f6a0c9d11',
      iss: 'slas/prod/zzrf_001',
      scope: 'offline_access openid',
      sub: `usid:${usid}::uido:slas::upn:Guest::uidn:Guest User`,
      iat: now,
      exp: now + 777_600,
      token_type: 'refresh_token',
    });
    expect(await ask(access_token)).toMatchObject({ active: true, exp: now + 1800 });
    expect(await ask('x')).toEqual({ active: false });
    await post('introspect', { token: access_token }, { Authorization: basic('x', 'y') }).expect(
      401,
    );
  });
});

describe('GET userinfo', () => {
  it('tells who the bearer is', async () => {
    const { get, jane } = createSlasCaller();
    const { access_token, customer_id, usid } = await jane();
    const { body } = await get('userinfo', {}, { Authorization: `Bearer ${access_token}` });
    expect(body).toEqual({
      customer_id,
      email: 'jane@example.com',
      external_id: 'jane@example.com',
      family_name: 'Doe',
      given_name: 'Jane',
      name: 'Jane Doe',
      sub: usid,
      validated: true,
    });
    await get('userinfo').expect(400);
  });
});

describe('GET jwks', () => {
  it('has the key of every token, for a consumer that knows nothing else', async () => {
    const { get, jane, platform } = createSlasCaller();
    const { access_token, id_token } = await jane();
    const { body } = await get('jwks').expect(200);
    expect(body.keys).toHaveLength(2);
    expect(Object.keys(body.keys[0]).sort()).toEqual(['crv', 'kid', 'kty', 'use', 'x', 'y']);
    const options = { currentDate: new Date(platform.clock.now() * 1000) };
    const { payload, protectedHeader } = await jwtVerify(
      access_token,
      createLocalJWKSet(body),
      options,
    );
    expect(protectedHeader).toEqual({
      ver: '1.0',
      jku: 'slas/prod/zzrf_001',
      kid: platform.key.kid,
      typ: 'jwt',
      clv: 'J2.3.4',
      alg: 'ES256',
    });
    expect(payload.iss).toBe('slas/prod/zzrf_001');
    await jwtVerify(id_token, createLocalJWKSet(body), options);
  });

  it('shows keys that signed nothing, as long as a fault asks for it', async () => {
    const { get, platform } = createSlasCaller();
    platform.faults.add(parseFault({ operation: 'jwks', wrongKeys: true, times: 1 }));
    const kids = async () => (await get('jwks')).body.keys.map(({ kid }: { kid: string }) => kid);
    expect(await kids()).not.toContain(platform.key.kid);
    expect(await kids()).toContain(platform.key.kid);
  });

  it('answers 429 to the 26th in a minute, once limits are on', async () => {
    const { get, platform } = createSlasCaller({ rateLimits: true });
    for (let n = 0; n < 25; n += 1) await get('jwks').expect(200);
    const answer = await get('jwks').expect(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    platform.clock.advance(60);
    await get('jwks').expect(200);
  });
});

describe('GET .well-known/openid-configuration', () => {
  it('names the endpoints where this emulator is reached', async () => {
    const { body } = await createSlasCaller().get('.well-known/openid-configuration').expect(200);
    const base = 'http://127.0.0.1:8090/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2';
    expect(body).toMatchObject({
      issuer: 'slas/prod/zzrf_001',
      jwks_uri: `${base}/jwks`,
      token_endpoint: `${base}/token`,
      code_challenge_methods_supported: ['S256'],
    });
  });
});

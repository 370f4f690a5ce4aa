import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  CLIENT_ID,
  createTokenSigner,
  guestClaims,
  JWT_ISSUED_AT,
  REGISTERED_ISB,
  type TokenSigner,
  USID,
  unsignedJwt,
} from '../../../test/support/shopper-jwt.ts';
import { createTestClock, type TestClock } from '../../../test/support/test-clock.ts';
import { createTestScheduler, type TestScheduler } from '../../../test/support/test-scheduler.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import {
  createTokenVerifier,
  type TokenVerifier,
  type TokenVerifierOptions,
} from './token-verifier.ts';

const JWKS_URL = 'https://api.test/jwks';

describe('the verifier of access tokens', () => {
  let slas: TokenSigner;
  let stranger: TokenSigner;
  let published: readonly TokenSigner[] | 'down' | string;
  let asked: string[];
  let clock: TestClock;
  let scheduler: TestScheduler;
  let verifier: TokenVerifier;

  beforeAll(async () => {
    slas = await createTokenSigner();
    stranger = await createTokenSigner();
  });
  beforeEach(() => {
    published = [slas];
    asked = [];
    clock = createTestClock();
    scheduler = createTestScheduler();
    verifier = create();
  });

  function create(over: Partial<TokenVerifierOptions> = {}): TokenVerifier {
    const fetch: PeerFetch = async (url) => {
      asked.push(url);
      if (published === 'down') throw new Error('ECONNREFUSED');
      if (typeof published === 'string') return new Response(published);
      return Response.json({ keys: published.map(({ jwk }) => jwk) });
    };
    const settings = { jwksUrl: JWKS_URL, organizationId: 'f_ecom_zzrf_001' };
    return createTokenVerifier({ ...settings, fetch, scheduler, clock: clock.now, ...over });
  }
  const judge = (jwt: string, by = verifier): Promise<string> =>
    by.verify(jwt).then(
      () => 'good',
      ({ code }) => code,
    );

  it('believes a token of SLAS', async () => {
    expect(await verifier.verify(await slas.sign())).toMatchObject({ kind: 'guest', usid: USID });
    const registered = await slas.sign(guestClaims({ isb: REGISTERED_ISB }));
    expect(await verifier.verify(registered)).toMatchObject({ kind: 'registered' });
    expect(asked).toEqual([JWKS_URL]);
  });

  it('believes no forged one: not signed, by another key, or changed in any part', async () => {
    const good = await slas.sign();
    const [header, payload, signature] = good.split('.');
    const claims = Buffer.from(JSON.stringify(guestClaims({ isb: REGISTERED_ISB })));
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const jwt of [
      unsignedJwt(),
      await stranger.sign(),
      `${header}.${claims.toString('base64url')}.${signature}`,
      `${none}.${payload}.${signature}`,
      `${none}.${payload}.`,
      `${header}.${payload}.${'A'.repeat(86)}`,
      `${header}.${payload}`,
      '',
    ]) {
      expect(await judge(jwt)).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
    }
  });

  it('takes no other algorithm than ES256, a published key as a secret least of all', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(slas.jwk));
    const header = { alg: 'HS256', kid: 'k1' };
    const jwt = await new SignJWT(guestClaims()).setProtectedHeader(header).sign(secret);
    expect(await judge(jwt)).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
    const rsa = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(rsa.publicKey)), kid: 'rsa' };
    published = JSON.stringify({ keys: [jwk] });
    const signed = new SignJWT(guestClaims()).setProtectedHeader({ alg: 'RS256', kid: 'rsa' });
    expect(await judge(await signed.sign(rsa.privateKey), create())).toBe(
      'ERR_SLAS_INVALID_ACCESS_TOKEN',
    );
  });

  it.each([
    ['of another tenant', { iss: 'slas/prod/zzrf_002' }],
    ['of another issuer', { iss: 'https://evil.test/slas/prod/zzrf_001' }],
    ['for another tenant', { aud: 'commercecloud/prod/zzrf_002' }],
    ['for another service', { aud: 'slas/prod/zzrf_001' }],
    ['whose subject is of another tenant', { sub: `cc-slas::zzrf_002::scid:c::usid:${USID}` }],
    ['that is no shopper’s', { isb: undefined }],
  ])('refuses one %s, whoever signed it', async (_, over) => {
    expect(await judge(await slas.sign(guestClaims(over)))).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
  });

  it('takes tokens of other pods', async () => {
    const over = { iss: 'slas/dev/zzrf_001', aud: 'commercecloud/dev/zzrf_001' };
    expect(await judge(await slas.sign(guestClaims(over)))).toBe('good');
  });

  it('refuses one for another site where it is told the site', async () => {
    const jwt = await slas.sign();
    expect(await judge(jwt, create({ siteId: 'RefArch' }))).toBe('good');
    expect(await judge(jwt, create({ siteId: 'Other' }))).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
  });

  it('refuses one of another client of the site where it is told the client', async () => {
    const jwt = await slas.sign();
    expect(await judge(jwt, create({ clientId: CLIENT_ID }))).toBe('good');
    const other = create({ clientId: '2a5f1f0e-7c1b-4b62-8d0e-5b7f6a0c9d11' });
    expect(await judge(jwt, other)).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
  });

  it('refuses one that has ended, to the second, remembered or not', async () => {
    const jwt = await slas.sign();
    expect(await judge(jwt)).toBe('good');
    clock.advance(1799);
    expect([await judge(jwt), await judge(jwt, create())]).toEqual(['good', 'good']);
    clock.advance(1);
    for (const each of [verifier, create()]) {
      expect(await judge(jwt, each)).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
    }
  });

  it('bears a clock that is late by up to five minutes', async () => {
    const jwt = await slas.sign();
    clock.advance(-30 - 300);
    expect(await judge(jwt)).toBe('good');
    clock.advance(-1);
    expect(await judge(jwt, create())).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
  });

  it('verifies a token once', async () => {
    const jwt = await slas.sign();
    await verifier.verify(jwt);
    published = [stranger];
    await scheduler.advance(25 * 3_600_000);
    expect(await judge(jwt)).toBe('good');
    expect(asked).toHaveLength(1);
  });

  it('believes what came straight from SLAS, without its keys, until it ends', async () => {
    published = 'down';
    const jwt = unsignedJwt();
    expect(verifier.trust(jwt)).toMatchObject({ usid: USID });
    expect(await judge(jwt)).toBe('good');
    expect(asked).toEqual([]);
    clock.advance(1800);
    expect(await judge(jwt)).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
    expect(() => verifier.trust('a.b.c')).toThrow(
      expect.objectContaining({ code: 'ERR_SLAS_INVALID_ACCESS_TOKEN' }),
    );
  });

  it('believes it also when it was taken for a forged one before', async () => {
    const jwt = await stranger.sign();
    expect(await judge(jwt)).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
    verifier.trust(jwt);
    expect(await judge(jwt)).toBe('good');
  });

  it('knows a forged token as one for a minute, and not for longer', async () => {
    const jwt = await stranger.sign();
    await judge(jwt);
    published = [stranger];
    await scheduler.advance(25 * 3_600_000);
    clock.advance(59);
    expect(await judge(jwt)).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
    expect(asked).toHaveLength(1);
    clock.advance(1);
    expect(await judge(jwt)).toBe('good');
  });

  it('drives no good token out by a flood of forged ones', async () => {
    verifier = create({ maxTokens: 2 });
    const good = await slas.sign();
    await verifier.verify(good);
    for (let count = 0; count < 3; count++) {
      await judge(await stranger.sign(guestClaims({ jti: `${count}` })));
    }
    published = 'down';
    await scheduler.advance(25 * 3_600_000);
    expect(await judge(good)).toBe('good');
  });

  it('says that nothing is known where the keys cannot be had, and heals', async () => {
    const jwt = await slas.sign();
    for (const trouble of ['down', '<html>', '{"keys":7}']) {
      verifier = create();
      published = trouble;
      expect(await judge(jwt)).toBe('ERR_SLAS_UNAVAILABLE');
      expect(await judge(jwt)).toBe('ERR_SLAS_UNAVAILABLE');
      published = [slas];
      await scheduler.advance(30_000);
      expect(await judge(jwt)).toBe('good');
    }
  });

  it('asks for keys again when a new one signs, at most twice a minute', async () => {
    await verifier.verify(await slas.sign());
    const next = await createTokenSigner('k2');
    published = [slas, next];
    const jwt = await next.sign();
    for (let count = 0; count < 5; count++) {
      expect(await judge(jwt)).toBe('ERR_SLAS_INVALID_ACCESS_TOKEN');
    }
    expect(asked).toHaveLength(1);
    await scheduler.advance(30_000);
    expect(await judge(jwt)).toBe('good');
    expect(asked).toHaveLength(2);
  });

  it('lives through an outage of SLAS for a day', async () => {
    await verifier.verify(await slas.sign());
    published = 'down';
    await scheduler.advance(23 * 3_600_000);
    expect(await judge(await slas.sign(guestClaims({ jti: 'a' })))).toBe('good');
    expect(asked).toHaveLength(2);
    await scheduler.advance(3_600_000);
    expect(await judge(await slas.sign(guestClaims({ jti: 'b' })))).toBe('ERR_SLAS_UNAVAILABLE');
  });

  it('tells nothing of the token when it refuses it', async () => {
    for (const jwt of [await stranger.sign(), unsignedJwt(), 'no token']) {
      const { message, cause } = await verifier.verify(jwt).catch((error) => error);
      expect(`${message}${cause}`).not.toContain(jwt);
    }
  });

  it('is not made for what is no organization', () => {
    expect(() => create({ organizationId: 'zzrf_001' })).toThrow(TypeError);
    expect(JWT_ISSUED_AT * 1000).toBe(createTestClock().now());
  });
});

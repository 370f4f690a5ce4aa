import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  PRIVATE_CLIENT_ID,
  PRIVATE_CLIENT_SECRET,
  PUBLIC_CLIENT_ID,
} from '../../commerce-emulator/src/platform/clients.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';

// Its ESM build cannot be imported in Node (5.6.0), so it is required, as its users do. Its types do not hold
// under `exactOptionalPropertyTypes`, so that it is taken as it is.
const require = createRequire(import.meta.url);
const { ShopperLogin, helpers } = require('commerce-sdk-isomorphic');

const JANE = { username: 'jane@example.com', password: 'Password1!' };
const SECRET = { clientSecret: PRIVATE_CLIENT_SECRET };

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: Date.now });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

/** How one test sees the SDK: a client of each kind, and the URI that codes go to. */
function sdk(fetchOption: { fetch?: typeof fetch }) {
  const make = (clientId: string) =>
    new ShopperLogin({
      proxy: emulator.origin,
      parameters: {
        clientId,
        organizationId: 'f_ecom_zzrf_001',
        shortCode: 'kv7kzm78',
        siteId: 'RefArch',
      },
      throwOnBadResponse: true,
      ...fetchOption,
    });
  return {
    asPublic: make(PUBLIC_CLIENT_ID),
    asPrivate: make(PRIVATE_CLIENT_ID),
    redirectURI: 'http://localhost:3000/callback',
  };
}

describe.each([
  ['node-fetch', {}],
  ['the fetch of Node', { fetch: globalThis.fetch }],
])('commerce-sdk-isomorphic with %s', (_name, fetchOption) => {
  it('1 gets a guest as a public client', async () => {
    const { asPublic: slasClient, redirectURI } = sdk(fetchOption);
    const tokens = await helpers.loginGuestUser({
      slasClient,
      parameters: { redirectURI, dnt: false },
    });
    expect(tokens).toMatchObject({ expires_in: 1800, refresh_token_expires_in: 777_600 });
    expect(emulator.platform.usids.find(tokens.usid)?.gcid).toBe(tokens.customer_id);
    expect(await emulator.operations()).toEqual(['authorize', 'token']);
  });

  it('2 gets a guest as a private client, under the usid of one that is known', async () => {
    const { asPublic, asPrivate, redirectURI } = sdk(fetchOption);
    const guest = await helpers.loginGuestUser({
      slasClient: asPublic,
      parameters: { redirectURI },
    });
    const since = await emulator.lastCall();
    const tokens = await helpers.loginGuestUserPrivate({
      slasClient: asPrivate,
      parameters: { usid: guest.usid },
      credentials: SECRET,
    });
    expect([tokens.usid, tokens.customer_id]).toEqual([guest.usid, guest.customer_id]);
    expect(await emulator.calls(since)).toMatchObject([
      { operation: 'token', grantType: 'client_credentials', client: 'private', status: 200 },
    ]);
  });

  it('3 signs in as a public client, and keeps the usid', async () => {
    const { asPublic: slasClient, redirectURI } = sdk(fetchOption);
    const guest = await helpers.loginGuestUser({ slasClient, parameters: { redirectURI } });
    const since = await emulator.lastCall();
    const tokens = await helpers.loginRegisteredUserB2C({
      slasClient,
      parameters: { redirectURI, usid: guest.usid },
      credentials: JANE,
    });
    expect(tokens.usid).toBe(guest.usid);
    expect(tokens.customer_id).toBe(emulator.platform.customers.find(JANE.username)?.rcid);
    expect(await emulator.operations(since)).toEqual(['login', 'token']);
  });

  it('3 takes any password, and custom parameters', async () => {
    const { asPublic: slasClient, redirectURI } = sdk(fetchOption);
    const rcid = emulator.platform.customers.find(JANE.username)?.rcid ?? '';
    emulator.platform.customers.changePassword(rcid, 'Pa$$ wörd:1');
    await helpers.loginRegisteredUserB2C({
      slasClient,
      parameters: { redirectURI },
      credentials: { ...JANE, password: 'Pa$$ wörd:1' },
      body: { c_captcha: 'x' },
    });
    expect((await emulator.calls())[0]?.parameters).toContain('c_captcha');
  });

  it('4 signs in as a private client', async () => {
    const { asPrivate: slasClient, redirectURI } = sdk(fetchOption);
    const tokens = await helpers.loginRegisteredUserB2C({
      slasClient,
      parameters: { redirectURI },
      credentials: { ...JANE, ...SECRET },
    });
    expect(tokens.customer_id).toBe(emulator.platform.customers.find(JANE.username)?.rcid);
    expect(await emulator.calls()).toMatchObject([
      { operation: 'login', status: 303 },
      { operation: 'token', client: 'private', grantType: 'authorization_code_pkce', status: 200 },
    ]);
  });

  it('5 refreshes: a public client gets another token, a private one keeps its own', async () => {
    const { asPublic, asPrivate, redirectURI } = sdk(fetchOption);
    const guest = await helpers.loginGuestUser({
      slasClient: asPublic,
      parameters: { redirectURI },
    });
    const rotated = await helpers.refreshAccessToken({
      slasClient: asPublic,
      parameters: { refreshToken: guest.refresh_token },
    });
    expect(rotated.refresh_token).not.toBe(guest.refresh_token);
    const known = await helpers.loginGuestUserPrivate({
      slasClient: asPrivate,
      parameters: {},
      credentials: SECRET,
    });
    const kept = await helpers.refreshAccessToken({
      slasClient: asPrivate,
      parameters: { refreshToken: known.refresh_token },
      credentials: SECRET,
    });
    expect(kept.refresh_token).toBe(known.refresh_token);
    expect(kept.customer_id).toBe(known.customer_id);
  });

  it('6 signs out', async () => {
    const { asPublic: slasClient, redirectURI } = sdk(fetchOption);
    const tokens = await helpers.loginRegisteredUserB2C({
      slasClient,
      parameters: { redirectURI },
      credentials: JANE,
    });
    const parameters = { accessToken: tokens.access_token, refreshToken: tokens.refresh_token };
    const out = await helpers.logout({ slasClient, parameters });
    expect(out).toMatchObject({ access_token: '', usid: 'null', token_type: 'Bearer' });
    expect(emulator.platform.refreshTokens.find(tokens.refresh_token)).toBeNull();
  });

  it('7 bridges the session of a controller by the raw operation', async () => {
    const { asPublic, redirectURI } = sdk(fetchOption);
    const { platform } = emulator;
    const { session } = platform.sessions.enter(null, 'RefArch');
    const code = await bridgeCode(redirectURI);
    const tokens = await asPublic.getSessionBridgeAccessToken({
      body: {
        ...code,
        client_id: PUBLIC_CLIENT_ID,
        channel_id: 'RefArch',
        dwsid: '',
        dwsgst: platform.signatures.mint(session).value,
        grant_type: 'session_bridge',
        login_id: 'guest',
      },
    });
    expect(tokens.customer_id).toBe(session.identity.gcid);
    expect((await emulator.calls()).at(-1)).toMatchObject({
      operation: 'session-bridge/token',
      status: 200,
    });
  });

  it('8 reads the error of a refresh token that is none', async () => {
    const { asPublic: slasClient } = sdk(fetchOption);
    const parameters = { refreshToken: 'bogus' };
    const error: Response | null = await helpers
      .refreshAccessToken({ slasClient, parameters })
      .then(
        () => null,
        ({ response }: { response: Response }) => response,
      );
    expect(error?.status).toBe(400);
    expect(await error?.json()).toEqual({
      status_code: '400 BAD_REQUEST',
      message: 'invalid refresh_token',
      error: 'invalid_request',
      error_description: 'Bad or missing refresh token.',
    });
  });

  it('reads keys, user and discovery document', async () => {
    const { asPublic, redirectURI } = sdk(fetchOption);
    const { access_token } = await helpers.loginRegisteredUserB2C({
      slasClient: asPublic,
      parameters: { redirectURI },
      credentials: JANE,
    });
    const headers = { Authorization: `Bearer ${access_token}` };
    const user = await asPublic.getUserInfo({ parameters: { channel_id: 'RefArch' }, headers });
    expect(user).toMatchObject({ email: JANE.username });
    expect((await asPublic.getJwksUri({})).keys).toHaveLength(2);
    expect(await asPublic.getWellknownOpenidConfiguration({})).toMatchObject({
      issuer: 'slas/prod/zzrf_001',
    });
  });
});

/** A code of `authorize?hint=sb-guest`, which no helper of the SDK asks for. */
async function bridgeCode(redirectURI: string) {
  const code_verifier = 'v'.repeat(128);
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');
  const url = new URL(
    '/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2/authorize',
    emulator.origin,
  );
  url.search = new URLSearchParams({
    redirect_uri: redirectURI,
    response_type: 'code',
    hint: 'sb-guest',
    code_challenge,
    client_id: PUBLIC_CLIENT_ID,
  }).toString();
  const answer = await fetch(url, { redirect: 'manual' });
  const location = new URL(answer.headers.get('location') ?? '');
  const code = location.searchParams.get('code') ?? '';
  const usid = location.searchParams.get('usid') ?? '';
  return { code, code_verifier, usid };
}

import { describe, expect, it } from '@jest/globals';
import {
  COMMERCE,
  fakeService,
  redirectTo,
  settingCookies,
} from '../../../test/support/fake-service.ts';
import {
  CLIENT_ID,
  guestClaims,
  JWT_ISSUED_AT,
  REGISTERED_ISB,
  tokenResponse,
  USID,
  unsignedJwt,
} from '../../../test/support/shopper-jwt.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { createTestScheduler } from '../../../test/support/test-scheduler.ts';
import type { PeerFetch } from '../peer/bounded-fetch.ts';
import { createSlasClient, type SlasClient } from './slas-client.ts';
import type { SlasClientSettings } from './slas-options.ts';
import type { TokenGrant } from './token-grant.ts';

const OAUTH2 = 'https://api.test/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2';
const REDIRECT_URI = 'http://localhost:3000/callback';
const REDIRECT = 'redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback';
const CHANNEL = 'channel_id=RefArch';
const PUBLIC: SlasClientSettings = { clientId: CLIENT_ID, redirectUri: REDIRECT_URI };
const PRIVATE: SlasClientSettings = { ...PUBLIC, clientSecret: 's3cret' };
const STRICT: SlasClientSettings = { ...PRIVATE, strict: true };
/** `printf '%s' c9c45bfd-…:s3cret | base64` */
const CLIENT_BASIC = 'YzljNDViZmQtMGVkMy00YWEyLTk5NzEtNDBmODg5NjJiODM2OnMzY3JldA==';
const FORM = {
  accept: 'application/json',
  'content-type': 'application/x-www-form-urlencoded',
};

function clientOf(client: SlasClientSettings, ...answers: (Response | Error)[]) {
  const { fetch, calls } = fakeService(...answers);
  const clock = createTestClock().now;
  const options = { commerce: COMMERCE, client, fetch, scheduler: createTestScheduler(), clock };
  return { client: createSlasClient(options), calls };
}
const tokens = (over = {}): Response => Response.json(tokenResponse(over));
const toCallback = (query: string): Response => redirectTo(`${REDIRECT_URI}?${query}`);

async function wireOf(
  settings: SlasClientSettings,
  act: (client: SlasClient) => Promise<unknown>,
  answer: Response = tokens(),
) {
  const { client, calls } = clientOf(settings, answer);
  await act(client);
  expect(calls).toHaveLength(1);
  return calls[0];
}

describe('the kind of a client', () => {
  it('is private with a secret', () => {
    expect([PUBLIC, PRIVATE, STRICT].map((each) => clientOf(each).client.kind)).toEqual([
      'public',
      'private',
      'private',
    ]);
  });
});

describe('authorize', () => {
  const LINE = `GET ${OAUTH2}/authorize?${REDIRECT}&response_type=code&client_id=${CLIENT_ID}`;

  it.each([
    ['a public', PUBLIC, {}],
    ['a private', PRIVATE, {}],
    ['a strict private', STRICT, { 'x-slas-client-auth': CLIENT_BASIC }],
  ])('is asked by %s client', async (_, settings, auth) => {
    const answer = toCallback(`usid=${USID}&code=C1`);
    const request = { hint: 'guest', challenge: 'CH' } as const;
    expect(await wireOf(settings, (client) => client.authorize(request), answer)).toEqual({
      line: `${LINE}&code_challenge=CH&hint=guest&${CHANNEL}`,
      headers: { accept: 'application/json', ...auth },
      body: undefined,
    });
  });

  it('goes on with a usid and asks for scopes', async () => {
    const answer = toCallback(`usid=${USID}&code=C1`);
    const request = {
      hint: 'sb-user',
      challenge: 'CH',
      usid: 'u1',
      scope: 'openid email',
    } as const;
    const call = await wireOf(PUBLIC, (client) => client.authorize(request), answer);
    expect(call?.line).toBe(
      `${LINE}&code_challenge=CH&hint=sb-user&${CHANNEL}&usid=u1&scope=openid+email`,
    );
  });

  it('gives the code and the usid of the redirect, 302 or 303', async () => {
    for (const status of [302, 303]) {
      const location = `${REDIRECT_URI}?usid=${USID}&state=&scope=openid%20x&code=C1.C2`;
      const { client } = clientOf(PUBLIC, redirectTo(location, status));
      expect(await client.authorize({ hint: 'guest', challenge: 'CH' })).toEqual({
        code: 'C1.C2',
        usid: USID,
      });
    }
  });
});

describe('login', () => {
  const request = { username: 'jane@example.com', password: 'Pa$$ wörd:1', challenge: 'CH' };
  const BODY = `${REDIRECT}&response_type=code&client_id=${CLIENT_ID}&code_challenge=CH&${CHANNEL}`;

  it.each([
    ['a public', PUBLIC, {}],
    ['a private', PRIVATE, {}],
    ['a strict private', STRICT, { 'x-slas-client-auth': CLIENT_BASIC }],
  ])('takes the credentials of the shopper to SLAS for %s client', async (_, settings, auth) => {
    const answer = toCallback(`usid=${USID}&code=C1`);
    const act = (client: SlasClient) => client.login({ ...request, usid: 'u1' });
    expect(await wireOf(settings, act, answer)).toEqual({
      line: `POST ${OAUTH2}/login`,
      headers: {
        ...FORM,
        // As the client of Salesforce encodes the same: reference of its wire.
        authorization: 'Basic amFuZUBleGFtcGxlLmNvbTpQYSQkIHfDtnJkOjE=',
        ...auth,
      },
      body: `${BODY}&usid=u1`,
    });
  });

  it('sends no usid where there is none', async () => {
    const answer = toCallback(`usid=${USID}&code=C1`);
    expect((await wireOf(PUBLIC, (client) => client.login(request), answer))?.body).toBe(BODY);
  });

  it('tells wrong credentials from a conflict', async () => {
    for (const [status, code] of [
      [401, 'ERR_SLAS_WRONG_CREDENTIALS'],
      [409, 'ERR_SLAS_CONFLICT'],
      [400, 'ERR_SLAS_REFUSED'],
    ] as const) {
      const { client } = clientOf(PUBLIC, Response.json({ message: 'no' }, { status }));
      await expect(client.login(request)).rejects.toMatchObject({ code, status });
    }
  });

  it.each(['a:b', ':', ''])('refuses the user name %j without a call', async (username) => {
    const { client, calls } = clientOf(PUBLIC);
    await expect(client.login({ ...request, username })).rejects.toMatchObject({
      code: 'ERR_SLAS_WRONG_CREDENTIALS',
    });
    expect(calls).toEqual([]);
  });
});

describe('token', () => {
  const BASIC = { authorization: `Basic ${CLIENT_BASIC}` };
  const code = { kind: 'code', code: 'C1', verifier: 'V' } as const;
  const refresh = { kind: 'refresh', refreshToken: 'RT0' } as const;
  const CODE =
    `client_id=${CLIENT_ID}&${CHANNEL}&code=C1&code_verifier=V` +
    `&grant_type=authorization_code_pkce&${REDIRECT}`;
  const REFRESH = `grant_type=refresh_token&refresh_token=RT0&client_id=${CLIENT_ID}&${CHANNEL}`;

  it.each<[string, SlasClientSettings, TokenGrant, object, string]>([
    ['the code of a public client', PUBLIC, code, {}, CODE],
    [
      'a code with usid and dnt',
      PUBLIC,
      { ...code, usid: 'u1', dnt: false },
      {},
      `${CODE}&usid=u1&dnt=false`,
    ],
    ['the code of a private client', PRIVATE, code, BASIC, CODE],
    ['the code of a strict client', STRICT, code, BASIC, CODE],
    [
      'a code without challenge',
      PRIVATE,
      { kind: 'code', code: 'C1' },
      BASIC,
      `client_id=${CLIENT_ID}&${CHANNEL}&code=C1&grant_type=authorization_code&${REDIRECT}`,
    ],
    [
      'a guest of a private client',
      PRIVATE,
      { kind: 'guest-private' },
      BASIC,
      `grant_type=client_credentials&${CHANNEL}`,
    ],
    [
      'a guest with usid and dnt',
      STRICT,
      { kind: 'guest-private', usid: 'u1', dnt: true },
      BASIC,
      `grant_type=client_credentials&${CHANNEL}&usid=u1&dnt=true`,
    ],
    ['a refresh of a public client', PUBLIC, refresh, {}, REFRESH],
    [
      'a refresh of a private client',
      PRIVATE,
      { ...refresh, dnt: true },
      BASIC,
      `${REFRESH}&dnt=true`,
    ],
  ])('is asked for %s', async (_, settings, grant, auth, body) => {
    expect(await wireOf(settings, (client) => client.token(grant))).toEqual({
      line: `POST ${OAUTH2}/token`,
      headers: { ...FORM, ...auth },
      body,
    });
  });

  it('is not asked for what this kind of client cannot have', async () => {
    const { client, calls } = clientOf(PUBLIC);
    for (const grant of [{ kind: 'guest-private' }, { kind: 'code', code: 'C1' }] as const) {
      await expect(client.token(grant)).rejects.toThrow(TypeError);
    }
    expect(calls).toEqual([]);
  });

  it('brings the tokens of a guest, without a session', async () => {
    const { client } = clientOf(PUBLIC, tokens());
    expect(await client.token(refresh)).toEqual({
      tokens: {
        kind: 'guest',
        accessToken: unsignedJwt(),
        accessTokenExpiresAt: JWT_ISSUED_AT + 1800,
        refreshToken: 'EgMYpjfFKdlSy-a3PYeyihmP95IpIp3FaDpPmVH1yu8',
        refreshTokenExpiresAt: JWT_ISSUED_AT + 2_592_000,
        usid: USID,
        customerId: 'abdtkZzH6sqInJGIHNR1yUw90A',
        encUserId: 'ADB831A7FDD83DD1E2A309CE7591DFF8',
        idToken: null,
        idpAccessToken: null,
        idpRefreshToken: null,
        dnt: false,
      },
      session: null,
    });
  });

  it('brings those of somebody registered, by what the token says', async () => {
    const claims = guestClaims({ isb: REGISTERED_ISB, dnt: '1' });
    const over = { access_token: unsignedJwt(claims), id_token: 'null', idp_refresh_token: 'R' };
    const { client } = clientOf(PRIVATE, tokens(over));
    expect((await client.token(refresh)).tokens).toMatchObject({
      kind: 'registered',
      customerId: 'bcrcZzH6sqInJGIHNR1yUw90B1',
      idToken: null,
      idpRefreshToken: 'R',
      dnt: true,
    });
  });

  it('brings the session that Hybrid Auth sets beside them', async () => {
    const body = JSON.stringify(tokenResponse());
    const answer = settingCookies(body, 200, 'dwsid=abc==; Path=/; Secure', 'other=1');
    const { client } = clientOf(PRIVATE, answer);
    expect((await client.token(refresh)).session).toEqual({
      dwsid: 'abc==',
      cookies: [{ name: 'dwsid', value: 'abc==', maxAgeSeconds: null }],
    });
  });

  it('counts lifetimes from when it asked, not from when the answer came', async () => {
    const clock = createTestClock();
    const fetch: PeerFetch = async () => {
      clock.advance(4);
      return tokens();
    };
    const options = { commerce: COMMERCE, client: PUBLIC, fetch, clock: clock.now };
    const client = createSlasClient({ ...options, scheduler: createTestScheduler() });
    expect((await client.token(refresh)).tokens).toMatchObject({
      accessTokenExpiresAt: JWT_ISSUED_AT + 1800,
      refreshTokenExpiresAt: JWT_ISSUED_AT + 2_592_000,
    });
  });

  it.each<[string, object]>([
    ['as its clients read it', { message: 'invalid refresh_token' }],
    ['without the underscore', { message: 'invalid refresh token' }],
    ['that another organization has', { message: 'invalid organizationId' }],
    [
      'in the shape of its API',
      { error: 'invalid_request', error_description: 'Bad or missing refresh token.' },
    ],
    ['in both shapes', { message: 'invalid_request', error_description: 'invalid refresh_token' }],
  ])('knows a dead refresh token, told %s', async (_, body) => {
    const answer = () => Response.json(body, { status: 400 });
    const dead = { code: 'ERR_SLAS_INVALID_REFRESH_TOKEN', status: 400 };
    await expect(clientOf(PUBLIC, answer()).client.token(refresh)).rejects.toMatchObject(dead);
    // Any other form has no such token that could be dead.
    await expect(clientOf(PUBLIC, answer()).client.token(code)).rejects.toMatchObject({
      code: 'ERR_SLAS_REFUSED',
    });
  });

  it.each([
    'Bad or missing client_id.',
    'Bad or missing request parameters.',
    'Bad or missing access token or refresh token',
    'Tenant Id Exception - Must be a well-formed tenantId',
    'invalid refresh_token_x',
  ])('takes a refresh token for no dead one where SLAS says: %s', async (said) => {
    for (const field of ['message', 'error_description']) {
      const { client } = clientOf(PUBLIC, Response.json({ [field]: said }, { status: 400 }));
      await expect(client.token(refresh)).rejects.toMatchObject({ code: 'ERR_SLAS_REFUSED' });
    }
  });

  it('tells refusals apart by their status', async () => {
    for (const [status, message, code] of [
      [401, 'invalid refresh_token', 'ERR_SLAS_REFUSED'],
      [401, 'invalid client credentials', 'ERR_SLAS_REFUSED'],
      [409, 'conflict', 'ERR_SLAS_CONFLICT'],
      [429, 'slow down', 'ERR_SLAS_RATE_LIMITED'],
      [503, 'down', 'ERR_SLAS_UNAVAILABLE'],
    ] as const) {
      const { client } = clientOf(PUBLIC, Response.json({ message }, { status }));
      await expect(client.token(refresh)).rejects.toMatchObject({ code, status });
    }
  });

  it.each([
    'access_token',
    'refresh_token',
    'expires_in',
    'refresh_token_expires_in',
    'usid',
    'customer_id',
  ])('is malformed without %s, or with nonsense there', async (field) => {
    for (const value of [undefined, null, '', ' ', {}, -1, 'x\ny', 'x'.repeat(17_000)]) {
      const { client } = clientOf(PUBLIC, tokens({ [field]: value }));
      await expect(client.token(refresh)).rejects.toMatchObject({
        code: 'ERR_SLAS_MALFORMED_ANSWER',
        message: expect.stringContaining(`"${field}"`),
      });
    }
  });

  it('is malformed with lifetimes in words or pieces of a second, and a token that is none', async () => {
    for (const over of [
      { expires_in: '1800' },
      { expires_in: 0 },
      { refresh_token_expires_in: 1.5 },
      { refresh_token: 'x'.repeat(257) },
      { access_token: 'a.b.c' },
      { access_token: unsignedJwt({ sub: 'x' }) },
    ]) {
      const { client } = clientOf(PUBLIC, tokens(over));
      await expect(client.token(refresh)).rejects.toMatchObject({
        code: 'ERR_SLAS_MALFORMED_ANSWER',
      });
    }
  });

  it.each(['<html>', '', '[]', '{"access_token":"h1dden'])(
    'is unavailable where %j comes with 200, and repeats none of it',
    async (body) => {
      const { client } = clientOf(PUBLIC, new Response(body));
      const error = await client.token(refresh).catch((e) => e);
      expect(error).toMatchObject({ code: 'ERR_SLAS_UNAVAILABLE' });
      expect(error.cause).toBeUndefined();
      expect(`${error.message}${error.stack}`).not.toContain('h1dden');
    },
  );
});

describe('session-bridge/token', () => {
  const BASIC = { authorization: `Basic ${CLIENT_BASIC}` };
  const guest = { kind: 'guest', dwsgst: 'J.W.T' } as const;
  const registered = { kind: 'registered', dwsrst: 'J.W.R', loginId: 'jane@example.com' } as const;
  const legacy = { kind: 'legacy', dwsid: 'D==', loginId: 'jane@example.com' } as const;
  const withCode = { code: 'C', verifier: 'V' };
  const OPEN = `grant_type=session_bridge&code=C&code_verifier=V&client_id=${CLIENT_ID}&${CHANNEL}`;
  const CLOSED = 'grant_type=client_credentials';

  it.each([
    [
      'a guest session, public',
      PUBLIC,
      { signature: guest, ...withCode },
      `${OPEN}&dwsgst=J.W.T&login_id=guest`,
    ],
    [
      'a session that has signed in, public',
      PUBLIC,
      { signature: registered, ...withCode, usid: 'u1', dnt: false },
      `${OPEN}&dwsrst=J.W.R&login_id=jane%40example.com&usid=u1&dnt=false`,
    ],
    [
      'a bare session, public',
      PUBLIC,
      { signature: legacy, ...withCode },
      `${OPEN}&dwsid=D%3D%3D&login_id=jane%40example.com`,
    ],
    [
      'a guest session, private',
      PRIVATE,
      { signature: guest },
      `${CLOSED}&hint=sb-guest&client_id=${CLIENT_ID}&${CHANNEL}&dwsgst=J.W.T&login_id=guest`,
    ],
    [
      'a session that has signed in, strict',
      STRICT,
      { signature: registered, usid: 'u1' },
      `${CLOSED}&hint=sb-user&client_id=${CLIENT_ID}&${CHANNEL}&dwsrst=J.W.R&login_id=jane%40example.com&usid=u1`,
    ],
  ])('is asked for %s', async (_, settings, grant, body) => {
    expect(await wireOf(settings, (client) => client.sessionBridgeToken(grant))).toEqual({
      line: `POST ${OAUTH2}/session-bridge/token`,
      headers: { ...FORM, ...(settings.clientSecret && BASIC) },
      body,
    });
  });

  it('wants code and verifier of a public client', async () => {
    const { client, calls } = clientOf(PUBLIC);
    for (const grant of [{}, { code: 'C' }, { verifier: 'V' }]) {
      await expect(client.sessionBridgeToken({ signature: guest, ...grant })).rejects.toThrow(
        TypeError,
      );
    }
    expect(calls).toEqual([]);
  });
});

describe('the other calls', () => {
  it('log out with both tokens, whatever SLAS answers to it', async () => {
    for (const answer of [new Response('{}'), new Response(null, { status: 303 })]) {
      const both = { accessToken: 'A.T.0', refreshToken: 'RT0' };
      expect(await wireOf(PRIVATE, (client) => client.logout(both), answer)).toEqual({
        line: `GET ${OAUTH2}/logout?client_id=${CLIENT_ID}&refresh_token=RT0&${CHANNEL}`,
        headers: { accept: 'application/json', authorization: 'Bearer A.T.0' },
        body: undefined,
      });
    }
  });

  it('make no call with an access token that no header takes, and do not repeat it', async () => {
    const { client, calls } = clientOf(PUBLIC);
    const accessToken = 'h1dden\r\nx: y';
    for (const act of [
      () => client.userinfo(accessToken),
      () => client.logout({ accessToken, refreshToken: 'R' }),
    ]) {
      const error = await act().catch((e) => e);
      expect(error).toMatchObject({ code: 'ERR_SLAS_INVALID_ACCESS_TOKEN' });
      expect(error.message).not.toContain('h1dden');
    }
    expect(calls).toEqual([]);
  });

  it('revoke a refresh token', async () => {
    const act = (client: SlasClient) => client.revoke('RT0');
    expect(await wireOf(PRIVATE, act)).toEqual({
      line: `POST ${OAUTH2}/revoke`,
      headers: { ...FORM, authorization: `Basic ${CLIENT_BASIC}` },
      body: 'token=RT0&token_type_hint=refresh_token',
    });
  });

  it('introspect a token', async () => {
    const body = { active: true, client_id: 'c', exp: 7, scope: 'openid', sub: 'usid:u' };
    const { client, calls } = clientOf(
      PRIVATE,
      Response.json(body),
      Response.json({ active: false }),
    );
    expect(await client.introspect('T', 'access_token')).toEqual({
      isActive: true,
      clientId: 'c',
      expiresAt: 7,
      scope: 'openid',
      subject: 'usid:u',
    });
    expect(await client.introspect('T')).toMatchObject({ isActive: false, expiresAt: null });
    expect(calls.map(({ body }) => body)).toEqual([
      'token=T&token_type_hint=access_token',
      'token=T',
    ]);
  });

  it('revoke and introspect for private clients alone', async () => {
    const { client, calls } = clientOf(PUBLIC);
    await expect(client.revoke('RT0')).rejects.toThrow(TypeError);
    await expect(client.introspect('T')).rejects.toThrow(TypeError);
    expect(calls).toEqual([]);
  });

  it('ask who a shopper is', async () => {
    const body = { customer_id: 'c1', sub: USID, email: 'j@e.test', given_name: 'Jane' };
    const { client, calls } = clientOf(PUBLIC, Response.json(body), Response.json({ sub: USID }));
    expect(await client.userinfo('A.T.0')).toEqual({
      customerId: 'c1',
      usid: USID,
      email: 'j@e.test',
      givenName: 'Jane',
      familyName: null,
    });
    expect(calls[0]).toMatchObject({
      line: `GET ${OAUTH2}/userinfo?${CHANNEL}`,
      headers: { authorization: 'Bearer A.T.0' },
    });
    await expect(client.userinfo('A.T.0')).rejects.toMatchObject({
      code: 'ERR_SLAS_MALFORMED_ANSWER',
    });
  });

  it('fetch the keys', async () => {
    const keys = [{ kty: 'EC', kid: 'k1' }];
    const { client, calls } = clientOf(PUBLIC, Response.json({ keys }), Response.json({ keys: 7 }));
    expect(await client.jwks()).toEqual({ keys });
    expect(calls[0]?.line).toBe(`GET ${OAUTH2}/jwks`);
    await expect(client.jwks()).rejects.toMatchObject({ code: 'ERR_SLAS_MALFORMED_ANSWER' });
  });

  it('give no introspection out of an answer that says nothing', async () => {
    const { client } = clientOf(PRIVATE, Response.json({}));
    await expect(client.introspect('T')).rejects.toMatchObject({
      code: 'ERR_SLAS_MALFORMED_ANSWER',
    });
  });
});

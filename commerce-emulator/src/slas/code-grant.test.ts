import { describe, expect, it } from '@jest/globals';
import {
  claimsOf,
  createSlasCaller,
  located,
  PRIVATE_BASIC,
  REDIRECT_URI,
  VERIFIER,
} from '../../../test/support/slas-caller.ts';
import { PRIVATE_CLIENT_ID } from '../platform/clients.ts';

describe('POST token with a code', () => {
  it('gives a guest everything that clients read', async () => {
    const { guest } = createSlasCaller();
    const tokens = await guest();
    expect(tokens).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      id_token: '',
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      expires_in: 1800,
      refresh_token_expires_in: 9 * 86_400,
      token_type: 'Bearer',
      usid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      customer_id: expect.stringMatching(/^[A-Za-z0-9]{26}$/),
      enc_user_id: expect.stringMatching(/^[0-9A-F]{32}$/),
      idp_access_token: '',
      dnt: 'false',
    });
    expect(claimsOf(tokens.access_token).isb).toBe(
      `uido:slas::upn:Guest::uidn:Guest User::gcid:${tokens.customer_id}::chid:RefArch`,
    );
  });

  it('gives production lifetimes by the switch: 30 days to a guest, 90 to a customer', async () => {
    const { guest, jane } = createSlasCaller({ production: true });
    expect((await guest()).refresh_token_expires_in).toBe(30 * 86_400);
    expect((await jane()).refresh_token_expires_in).toBe(90 * 86_400);
  });

  it('is never to be cached', async () => {
    const { authorize, codeToken } = createSlasCaller();
    const answer = await codeToken(located(await authorize())).expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('says in the token whether the shopper may be tracked', async () => {
    const { authorize, codeToken } = createSlasCaller();
    const answer = await codeToken(located(await authorize()), { dnt: 'true' }).expect(200);
    expect(answer.body.dnt).toBe('true');
    expect(claimsOf(answer.body.access_token).dnt).toBe('1');
  });

  it('takes a code once', async () => {
    const { authorize, codeToken } = createSlasCaller();
    const code = located(await authorize());
    await codeToken(code).expect(200);
    await codeToken(code).expect(400);
  });

  it('takes a code for two minutes', async () => {
    const { authorize, codeToken, platform } = createSlasCaller();
    const code = located(await authorize());
    platform.clock.advance(120);
    await codeToken(code).expect(400);
  });

  it.each([
    [{ code: '' }],
    [{ code_verifier: 'w'.repeat(128) }],
    [{ redirect_uri: 'http://localhost:3000/elsewhere' }],
    [{ usid: 'somebody-else' }],
    [{ channel_id: '' }],
    [{ channel_id: 'undefined' }],
    [{ grant_type: 'authorization_code' }],
    [{ grant_type: 'constructor' }],
    [{ client_id: '' }],
  ])('refuses a public client %j', async (fields) => {
    const { authorize, codeToken } = createSlasCaller();
    await codeToken(located(await authorize()), fields).expect(400);
  });

  it('binds a code to the channel that authorize was told', async () => {
    const { authorize, codeToken, platform } = createSlasCaller();
    for (const client of platform.clients.all()) {
      platform.clients.add({ ...client, channels: ['RefArch', 'RefArchGlobal'] });
    }
    const other = { channel_id: 'RefArchGlobal' };
    await codeToken(located(await authorize()), other).expect(400);
    await codeToken(located(await authorize(other)), other).expect(200);
  });

  it('says so when the verifier is missing', async () => {
    const { authorize, codeToken } = createSlasCaller();
    const answer = await codeToken(located(await authorize()), { code_verifier: '' }).expect(400);
    expect(answer.body.message).toBe('code_verifier is required');
  });

  it('takes an empty usid, as clients send when the Location had none', async () => {
    const { authorize, codeToken } = createSlasCaller();
    await codeToken(located(await authorize()), { usid: '' }).expect(200);
  });

  it('gives no tokens for a code of the session bridge', async () => {
    const { authorize, codeToken } = createSlasCaller();
    await codeToken(located(await authorize({ hint: 'sb-guest' }))).expect(400);
  });

  it('gives no tokens to another client than the one the code was for', async () => {
    const { authorize, post } = createSlasCaller();
    const { code, usid } = located(await authorize());
    const fields = {
      grant_type: 'authorization_code_pkce',
      channel_id: 'RefArch',
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
      code,
      usid,
    };
    await post('token', fields, { Authorization: PRIVATE_BASIC }).expect(400);
  });

  it('lets a private client redeem a login without PKCE, or with it', async () => {
    const { login, post } = createSlasCaller();
    const headers = { Authorization: PRIVATE_BASIC };
    const plain = { channel_id: 'RefArch', redirect_uri: REDIRECT_URI };
    const bare = located(await login({ client_id: PRIVATE_CLIENT_ID, code_challenge: '' }));
    const grant = { ...plain, grant_type: 'authorization_code' };
    await post('token', { ...grant, code: bare.code }, headers).expect(200);
    const challenged = located(await login({ client_id: PRIVATE_CLIENT_ID }));
    const without = { ...grant, code: challenged.code };
    expect((await post('token', without, headers).expect(400)).body.message).toBe(
      'code_verifier is required',
    );
    const again = located(await login({ client_id: PRIVATE_CLIENT_ID }));
    const pkce = { ...plain, grant_type: 'authorization_code_pkce', code_verifier: VERIFIER };
    const stray = { organizationId: 'f_ecom_zzrf_001', client_id: PRIVATE_CLIENT_ID };
    await post('token', { ...pkce, ...stray, code: again.code }, headers).expect(200);
  });

  it('refuses a private client without Basic', async () => {
    const { login, codeToken } = createSlasCaller();
    const code = located(await login({ client_id: PRIVATE_CLIENT_ID }));
    await codeToken(code, { client_id: PRIVATE_CLIENT_ID }).expect(401);
  });
});

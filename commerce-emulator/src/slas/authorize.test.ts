import { describe, expect, it } from '@jest/globals';
import {
  CHALLENGE,
  createSlasCaller,
  located,
  REDIRECT_URI,
} from '../../../test/support/slas-caller.ts';
import { PRIVATE_CLIENT_ID, PRIVATE_CLIENT_SECRET } from '../platform/clients.ts';

const BAD = 'Bad or missing request parameters.';

describe('GET authorize', () => {
  it('answers 303 to the whole redirect URI, with a usid and a code that need no decoding', async () => {
    const { authorize } = createSlasCaller();
    const answer = await authorize().expect(303);
    expect(answer.headers.location).toMatch(
      /^http:\/\/localhost:3000\/callback\?usid=[0-9a-f-]{36}&code=[\w-]{43}$/,
    );
  });

  it('echoes state and scope between the two, and appends to a query that is there', async () => {
    const { authorize } = createSlasCaller();
    const fields = {
      state: 'a b',
      scope: 'openid offline_access',
      redirect_uri: `${REDIRECT_URI}?x=1`,
    };
    const answer = await authorize(fields).expect(303);
    expect(answer.headers.location).toMatch(
      /callback\?x=1&usid=[^&]+&state=a%20b&scope=openid%20offline_access&code=[^&]+$/,
    );
  });

  it('keeps the usid that it is told', async () => {
    const { authorize } = createSlasCaller();
    expect(located(await authorize({ usid: 'u1' }).expect(303)).usid).toBe('u1');
  });

  it('needs no channel, as plugin_slas sends none', async () => {
    const { authorize } = createSlasCaller();
    await authorize({ channel_id: '', hint: 'sb-guest' }).expect(303);
  });

  it.each([
    'http://localhost/x',
    'https://shop.localhost:8443/callback',
    'http://127.0.0.1:9/deep/path?y',
  ])('redirects to this machine at any port and path: %s', async (redirect_uri) => {
    await createSlasCaller().authorize({ redirect_uri }).expect(303);
  });

  it.each([
    'http://evil.example/callback',
    'http://localhost.evil.example/',
    'http://user@localhost/',
    'http://localhost/#fragment',
    'javascript://localhost/',
    '/callback',
  ])('redirects nowhere else: %s', async (redirect_uri) => {
    const answer = await createSlasCaller().authorize({ redirect_uri }).expect(400);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.body.message).toBe('Bad or missing redirect_uri.');
  });

  it('redirects to a URI that the client has registered', async () => {
    const { authorize, platform } = createSlasCaller();
    const redirect_uri = 'https://store.example/callback';
    const client = platform.clients.all()[0];
    if (client) platform.clients.add({ ...client, redirectUris: [redirect_uri] });
    await authorize({ redirect_uri }).expect(303);
  });

  it.each([
    [{ client_id: '' }, 'Bad or missing client_id.'],
    [{ client_id: 'nobody' }, 'Bad or missing client_id.'],
    [{ response_type: 'token' }, BAD],
    [{ code_challenge: '' }, BAD],
    [{ code_challenge: 'short' }, BAD],
    [{ hint: '' }, BAD],
    [{ hint: 'okta' }, BAD],
    [{ channel_id: 'undefined' }, BAD],
    [{ state: 's'.repeat(513) }, BAD],
    [{ usid: 'a&b' }, BAD],
  ])('refuses %j', async (fields, message) => {
    const answer = await createSlasCaller().authorize(fields).expect(400);
    expect(answer.body).toEqual({
      status_code: '400 BAD_REQUEST',
      message,
      error: 'invalid_request',
      error_description: message,
    });
  });

  it('refuses the session bridge to a client without its scope', async () => {
    const { authorize, platform } = createSlasCaller();
    for (const client of platform.clients.all()) platform.clients.add({ ...client, scopes: [] });
    await authorize({ hint: 'sb-guest' }).expect(400);
    await authorize({ hint: 'guest' }).expect(303);
  });

  it('refuses a usid whose refresh tokens have all expired', async () => {
    const { authorize, guest, platform } = createSlasCaller();
    const { refresh_token_expires_in, usid } = await guest();
    platform.clock.advance(refresh_token_expires_in - 1);
    await authorize({ usid }).expect(303);
    platform.clock.advance(1);
    const answer = await authorize({ usid }).expect(400);
    expect(answer.body.message).toContain('already assigned to a different session');
  });

  it('lets a private client do without a challenge', async () => {
    const { authorize } = createSlasCaller();
    await authorize({ client_id: PRIVATE_CLIENT_ID, code_challenge: '' }).expect(303);
  });

  it('asks a strict private client for x-slas-client-auth, without a scheme', async () => {
    const { get } = createSlasCaller({ strictClientAuth: true });
    const fields = {
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      client_id: PRIVATE_CLIENT_ID,
      hint: 'guest',
      code_challenge: CHALLENGE,
    };
    const proof = (secret: string) =>
      Buffer.from(`${PRIVATE_CLIENT_ID}:${secret}`).toString('base64');
    await get('authorize', fields).expect(401);
    await get('authorize', fields, { 'x-slas-client-auth': proof('wrong') }).expect(401);
    await get('authorize', fields, { 'x-slas-client-auth': proof(PRIVATE_CLIENT_SECRET) }).expect(
      303,
    );
  });

  it('asks a public client for nothing of the kind', async () => {
    await createSlasCaller({ strictClientAuth: true }).authorize().expect(303);
  });
});

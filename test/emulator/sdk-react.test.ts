import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PRIVATE_CLIENT_ID } from '../../commerce-emulator/src/platform/clients.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { PRIVATE_BASIC } from '../support/slas-caller.ts';

const DRIVER = new URL('./drive-auth.ts', import.meta.url).pathname;
const GUEST_COOKIES = ['cc-nx-g_RefArch', 'usid_RefArch'];
const NEW_GUEST = ['authorize guest 303', 'token authorization_code_pkce 200'];

type SeenCall = { line: string; parameters: string[] };
// Whatever the driver printed: each test says what it expects.
// biome-ignore lint/suspicious/noExplicitAny: see above
let seen: Record<string, any>;
let emulator: Emulator;
let proxy: Server;
const proxied: { url: string; authorization: string }[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ clock: Date.now });
  proxy = await startSecretProxy();
  const { port } = proxy.address() as AddressInfo;
  const args = [DRIVER, emulator.origin, `http://127.0.0.1:${port}/mobify/slas/private`];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  seen = JSON.parse(stdout);
});
afterAll(async () => {
  proxy.close();
  await emulator.stop();
});

/** What PWA Kit does for its private client: the placeholder in `Basic` becomes the secret. */
async function startSecretProxy(): Promise<Server> {
  const server = createServer(async (request: IncomingMessage, response) => {
    const { authorization = '' } = request.headers;
    proxied.push({ url: request.url ?? '', authorization });
    const target = emulator.origin + (request.url ?? '').replace('/mobify/slas/private', '');
    const answer = await fetch(target, {
      method: 'POST',
      headers: {
        Authorization: PRIVATE_BASIC,
        'Content-Type': request.headers['content-type'] ?? '',
      },
      body: await text(request),
    });
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const lines = (calls: SeenCall[]) => calls.map(({ line }) => line);

describe('Auth of commerce-sdk-react', () => {
  it('comes through every scenario', () => {
    const failed = Object.entries(seen).filter(([, { error }]) => error !== undefined);
    expect(failed).toEqual([]);
    expect(Object.keys(seen)).toHaveLength(10);
  });

  it('gets a guest with authorize and token when it is cold, and calls nobody when it is warm', () => {
    expect(lines(seen.coldAndWarm.cold)).toEqual(NEW_GUEST);
    expect(seen.coldAndWarm.warm).toEqual([]);
    expect(seen.coldAndWarm.cookies).toEqual(GUEST_COOKIES);
  });

  it('says in every token call whether it may track', () => {
    const tokens = Object.values(seen)
      .flatMap(({ calls = [], cold = [], signIn = [], signOut = [] }) => [
        ...calls,
        ...cold,
        ...signIn,
        ...signOut,
      ])
      .filter(({ line }) => /^token .*(?:200|400)$/.test(line));
    expect(tokens.length).toBeGreaterThan(5);
    for (const { parameters } of tokens) expect(parameters).toContain('dnt');
  });

  it('refreshes once for five instances that have an expired token', () => {
    expect(seen.fiveAtOnce).toEqual({
      lines: ['token refresh_token 200'],
      shoppers: 1,
      isRotated: true,
    });
  });

  it('takes a token over from the chunks of a controller, without a call', () => {
    expect(seen.adoptsChunks).toEqual({
      lines: [],
      isAdopted: true,
      isUsidSwitched: true,
      isCustomer: true,
      cookies: GUEST_COOKIES,
    });
  });

  it('refreshes when a controller left the word refresh', () => {
    expect(seen.refreshWord).toEqual({
      lines: ['token refresh_token 200'],
      cookies: GUEST_COOKIES,
    });
  });

  it('signs in with login and token, under the same usid, and drops the stale dwsid', () => {
    const { cookies, isSameUsid, signIn, type } = seen.signInAndOut;
    expect(lines(signIn)).toEqual(['login 303', 'token authorization_code_pkce 200']);
    expect({ cookies, isSameUsid, type }).toEqual({
      cookies: ['cc-nx_RefArch', 'usid_RefArch'],
      isSameUsid: true,
      type: 'registered',
    });
  });

  it('signs out with logout, and gets another guest without the usid', () => {
    const { after, isOtherUsid, signOut } = seen.signInAndOut;
    // Logout is not awaited, so the order of arrival is anybody's.
    expect(lines(signOut).sort()).toEqual(['logout 200', ...NEW_GUEST].sort());
    const authorize = signOut.find(({ line }: SeenCall) => line.startsWith('authorize'));
    expect(authorize.parameters).not.toContain('usid');
    expect([after, isOtherUsid]).toEqual([GUEST_COOKIES, true]);
  });

  it('keeps dwsid at a sign-in under Hybrid Auth', () => {
    expect(seen.signInUnderHybridAuth.cookies).toContain('dwsid');
  });

  it('gets a guest in one call as a private client, through the proxy that has the secret', () => {
    expect(lines(seen.privateClient.cold)).toEqual(['token client_credentials 200']);
    expect(proxied).toHaveLength(1);
    expect(proxied[0]?.url).toBe(
      '/mobify/slas/private/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2/token',
    );
    const [, encoded = ''] = proxied[0]?.authorization.split(' ') ?? [];
    expect(Buffer.from(encoded, 'base64').toString()).toMatch(
      new RegExp(`^${PRIVATE_CLIENT_ID}:_PLACEHOLDER_`),
    );
  });

  it('begins anew without the usid once its refresh token is invalid', () => {
    const { calls } = seen.deadRefreshToken;
    expect(lines(calls)).toEqual(['token refresh_token 400', ...NEW_GUEST]);
    expect(calls[1].parameters).not.toContain('usid');
  });

  it('begins anew with the usid when a refresh fails for another reason', () => {
    const { calls } = seen.unavailable;
    // The fault stands before SLAS, which therefore never learns which grant it was.
    expect(lines(calls)).toEqual(['token 503', ...NEW_GUEST]);
    expect(calls[1].parameters).toContain('usid');
  });

  it('becomes a guest, with a guest’s cookies, when a customer’s refresh token is dead', () => {
    expect(seen.deadCustomer).toEqual({
      lines: ['token refresh_token 400', ...NEW_GUEST],
      cookies: GUEST_COOKIES,
    });
  });
});

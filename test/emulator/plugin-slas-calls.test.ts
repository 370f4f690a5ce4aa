import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SESSION_HELPER_SECRET } from '../../commerce-emulator/src/controllers/session-helper.ts';
import {
  PRIVATE_CLIENT_ID,
  PUBLIC_CLIENT_ID,
} from '../../commerce-emulator/src/platform/clients.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { JANE_BASIC, PRIVATE_BASIC, SLAS } from '../support/slas-caller.ts';

const REDIRECT_URI = 'http://localhost/on/demandware.store/Sites-RefArch-Site/en_US/SLAS-Redirect';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

type Query = Readonly<Record<string, string>>;
type Client = { readonly id: string; readonly basic: string | null };
const PUBLIC: Client = { id: PUBLIC_CLIENT_ID, basic: null };
const PRIVATE: Client = { id: PRIVATE_CLIENT_ID, basic: PRIVATE_BASIC };

/** As the cartridge does: parameters in the query, no body, a form's content type, redirects not followed. */
function call(method: string, path: string, query: Query, headers: Query = {}) {
  const url = `${emulator.origin}${path}?${new URLSearchParams(query)}`;
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return fetch(url, { method, redirect: 'manual', headers: { ...form, ...headers } });
}

const authorized = ({ basic }: Client): Query => (basic ? { Authorization: basic } : {});

/** 96 random bytes, and its challenge. */
function pkce() {
  const verifier = randomBytes(96).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Splits a Location as the cartridge does, which decodes nothing, and takes 303 alone. */
function locate(answer: Response): Record<string, string> {
  if (answer.status !== 303) throw new Error(`expected 303, got ${answer.status}`);
  const [, query = ''] = (answer.headers.get('location') ?? '').split('?');
  return Object.fromEntries(query.split('&').map((pair) => pair.split('=')));
}

async function login({ challenge }: { challenge: string }, client: Client, usid?: string) {
  const query = {
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    channel_id: 'RefArch',
    code_challenge: challenge,
    ...(usid ? { usid } : {}),
    client_id: client.id,
  };
  return call('POST', `${SLAS}/login`, query, { Authorization: JANE_BASIC });
}

async function signIn(client: Client, guestUsid?: string) {
  const proof = pkce();
  const { code = '', usid = '' } = locate(await login(proof, client, guestUsid));
  return grant(client, 'authorization_code_pkce', { code_verifier: proof.verifier, usid, code });
}

async function grant(client: Client, grant_type: string, query: Query) {
  const shared = { grant_type, channel_id: 'RefArch', redirect_uri: REDIRECT_URI };
  const fields = { ...shared, useCredentials: 'true', ...query, client_id: client.id };
  return call('POST', `${SLAS}/token`, fields, authorized(client));
}

/** A new guest, on a controller. */
async function bridge(client: Client) {
  const { platform } = emulator;
  const { session } = platform.sessions.enter(null, 'RefArch');
  const proof = pkce();
  const authorize = {
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    hint: 'sb-guest',
    code_challenge: proof.challenge,
    client_id: client.id,
  };
  const { code = '', usid = '' } = locate(await call('GET', `${SLAS}/authorize`, authorize));
  const proven = { code_verifier: proof.verifier, usid, code };
  const query = {
    channel_id: 'RefArch',
    login_id: 'sb-guest',
    grant_type: client.basic ? 'client_credentials' : 'session_bridge',
    ...(client.basic ? {} : proven),
    dwsgst: platform.signatures.mint(session).value,
    client_id: client.id,
  };
  const answer = await call('POST', `${SLAS}/session-bridge/token`, query, authorized(client));
  return { session, answer, tokens: await answer.json() };
}

describe.each([
  ['public', PUBLIC],
  ['private', PRIVATE],
])('the calls of plugin_slas, %s client', (_kind, client) => {
  it('authorize and bridge: tokens for the guest of a new session', async () => {
    const { answer, session, tokens } = await bridge(client);
    expect(answer.status).toBe(200);
    expect(tokens.customer_id).toBe(session.identity.gcid);
    expect(tokens.refresh_token_expires_in).toBe(777_600);
  });

  it('login: 303 with a usid and a code, 401 for a wrong password', async () => {
    const answer = await login(pkce(), client);
    expect(answer.status).toBe(303);
    expect(locate(answer)).toEqual({
      usid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      code: expect.stringMatching(/^[\w-]{43}$/),
    });
    const { rcid = '' } = emulator.platform.customers.find('jane@example.com') ?? {};
    emulator.platform.customers.changePassword(rcid, 'Another1!');
    expect((await login(pkce(), client)).status).toBe(401);
  });

  it('token: for the code of a login, under the usid of the guest', async () => {
    const guest = await bridge(client);
    const answer = await signIn(client, guest.tokens.usid);
    expect(answer.status).toBe(200);
    expect((await answer.json()).usid).toBe(guest.tokens.usid);
  });

  it('token: for a refresh token, with redirect_uri and useCredentials', async () => {
    const { tokens } = await bridge(client);
    const { refresh_token } = tokens;
    const answer = await grant(client, 'refresh_token', { refresh_token });
    expect(answer.status).toBe(200);
    const renewed = await answer.json();
    expect(renewed.refresh_token === refresh_token).toBe(client.basic !== null);
    expect(renewed.customer_id).toBe(tokens.customer_id);
  });

  it('logout: ends the tokens that a refresh has just brought', async () => {
    const { refresh_token, access_token } = await (await signIn(client)).json();
    const query = { channel_id: 'RefArch', refresh_token, client_id: client.id };
    // The cartridge adds Basic beside it; Fetch puts both into one header.
    const headers = new Headers({ Authorization: `Bearer ${access_token}` });
    if (client.basic) headers.append('authorization', client.basic);
    const answer = await call('GET', `${SLAS}/logout`, query, Object.fromEntries(headers));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ access_token: '', usid: 'null' });
    expect((await grant(client, 'refresh_token', { refresh_token })).status).toBe(400);
  });

  it('sessions: the cookies of a session for the customer of a token', async () => {
    const { access_token, customer_id } = await (await signIn(client)).json();
    const headers = { Authorization: `Bearer ${access_token}`, 'x-client-ip': '203.0.113.7' };
    const answer = await call('POST', '/s/RefArch/dw/shop/v23_2/sessions', {}, headers);
    expect(answer.status).toBe(204);
    const [dwsid = ''] = answer.headers.getSetCookie();
    const value = decodeURIComponent(dwsid.split(';')[0]?.slice('dwsid='.length) ?? '');
    const { identity } = emulator.platform.sessions.living(value) ?? {};
    expect(identity).toMatchObject({ kind: 'registered', rcid: customer_id });
    expect((await emulator.calls()).at(-1)?.clientIp).toBe('203.0.113.7');
  });

  it('save vars: what the session before knew, into the new one', async () => {
    const { sessions } = emulator.platform;
    const { dwsid } = sessions.create({ siteId: 'RefArch' });
    const path = '/on/demandware.store/Sites-RefArch-Site/en_US/SLASSessionHelper-SaveSession';
    const answer = await fetch(emulator.origin + path, {
      method: 'POST',
      headers: {
        Cookie: `dwsid=${dwsid}`,
        'Content-Type': 'application/json',
        'x-sf-custom-auth': SESSION_HELPER_SECRET,
      },
      body: JSON.stringify({ sessionVars: { custom: { colour: 'red' }, privacy: {} } }),
    });
    expect(answer.status).toBe(200);
    expect(sessions.living(dwsid)?.custom).toEqual({ colour: 'red' });
  });

  it('merge: the basket of the guest before, into that of the customer', async () => {
    const { platform } = emulator;
    const guest = await bridge(client);
    const product = platform.products.all[0]?.id ?? '';
    platform.baskets.add(guest.tokens.customer_id, product, 2);
    const { access_token, customer_id } = await (await signIn(client, guest.tokens.usid)).json();
    platform.baskets.add(customer_id, product, 1);
    const query = {
      siteId: 'RefArch',
      createDestinationBasket: 'true',
      productItemMergeMode: 'sum_quantities',
    };
    const path = '/checkout/shopper-baskets/v1/organizations/f_ecom_zzrf_001/baskets/actions/merge';
    const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' };
    const merge = () => call('POST', path, query, headers);
    expect((await merge()).status).toBe(200);
    expect(platform.baskets.of(customer_id)?.items).toMatchObject([
      { productId: product, quantity: 3 },
    ]);
    const again = await merge();
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ title: 'Source Basket' });
  });
});

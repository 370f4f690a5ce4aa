import { createHash } from 'node:crypto';
import request, { type Response } from 'supertest';
import { createApp, createPlatform } from '../../commerce-emulator/src/app.ts';
import {
  PRIVATE_CLIENT_ID,
  PRIVATE_CLIENT_SECRET,
  PUBLIC_CLIENT_ID,
} from '../../commerce-emulator/src/platform/clients.ts';
import { FIRST_SHOPPER } from '../../commerce-emulator/src/platform/customers.ts';
import type { Switches } from '../../commerce-emulator/src/platform/switches.ts';
import type { TokenResponse } from '../../commerce-emulator/src/slas/issue-tokens.ts';

/** Base of every SLAS path. */
export const SLAS = '/shopper/auth/v1/organizations/f_ecom_zzrf_001/oauth2';
/** Where callers have themselves redirected to. */
export const REDIRECT_URI = 'http://localhost:3000/callback';
/** A verifier, and the challenge that belongs to it. */
export const VERIFIER = 'v'.repeat(128);
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
/** `Basic` of the private client and of the shopper. */
export const PRIVATE_BASIC = basic(PRIVATE_CLIENT_ID, PRIVATE_CLIENT_SECRET);
export const JANE_BASIC = basic(FIRST_SHOPPER.login, FIRST_SHOPPER.password);

export type Fields = Readonly<Record<string, string>>;
export type Headers = Readonly<Record<string, string>>;

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Calls an emulator as its clients do, over HTTP, at a time that stands still. */
export function createSlasCaller(switches: Partial<Switches> = {}) {
  const platform = createPlatform({ clock: () => 1_700_000_000_000, switches });
  const delays: number[] = [];
  const delay = async (seconds: number) => void delays.push(seconds);
  const app = createApp({ platform, origin: 'http://127.0.0.1:8090', delay });
  const agent = request(app);

  const get = (path: string, fields: Fields = {}, headers: Headers = {}) =>
    agent.get(`${SLAS}/${path}`).redirects(0).query(fields).set(headers);
  const post = (path: string, fields: Fields = {}, headers: Headers = {}) =>
    agent.post(`${SLAS}/${path}`).redirects(0).type('form').send(fields).set(headers);

  const authorize = (fields: Fields = {}) =>
    get('authorize', {
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      client_id: PUBLIC_CLIENT_ID,
      code_challenge: CHALLENGE,
      hint: 'guest',
      channel_id: 'RefArch',
      ...fields,
    });
  const login = (fields: Fields = {}, authorization = JANE_BASIC) =>
    post(
      'login',
      {
        redirect_uri: REDIRECT_URI,
        client_id: PUBLIC_CLIENT_ID,
        code_challenge: CHALLENGE,
        channel_id: 'RefArch',
        ...fields,
      },
      { Authorization: authorization },
    );
  const codeToken = ({ usid, code }: { usid: string; code: string }, fields: Fields = {}) =>
    post('token', {
      client_id: PUBLIC_CLIENT_ID,
      channel_id: 'RefArch',
      grant_type: 'authorization_code_pkce',
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
      usid,
      code,
      ...fields,
    });
  const refresh = (refreshToken: string, fields: Fields = {}, headers: Headers = {}) =>
    post(
      'token',
      {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: PUBLIC_CLIENT_ID,
        channel_id: 'RefArch',
        ...fields,
      },
      headers,
    );
  const privateGuest = (fields: Fields = {}, headers: Headers = {}) =>
    post(
      'token',
      { grant_type: 'client_credentials', channel_id: 'RefArch', ...fields },
      { Authorization: PRIVATE_BASIC, ...headers },
    );

  return {
    platform,
    app,
    /** Seconds that faults have waited, without a second passing. */
    delays,
    get,
    post,
    authorize,
    login,
    codeToken,
    refresh,
    privateGuest,
    /** Tokens of a guest of the public client. */
    async guest(fields: Fields = {}): Promise<TokenResponse> {
      return (await codeToken(located(await authorize(fields).expect(303))).expect(200)).body;
    },
    /** Tokens of Jane, of the public client. */
    async jane(fields: Fields = {}): Promise<TokenResponse> {
      return (await codeToken(located(await login(fields).expect(303))).expect(200)).body;
    },
  };
}

/** What a Location carries, read without decoding, as plugin_slas does. */
export function located(response: Response): { usid: string; code: string; query: string } {
  const query = String(response.headers.location).split('?')[1] ?? '';
  const values = Object.fromEntries(query.split('&').map((pair) => pair.split('=')));
  return { usid: values.usid ?? '', code: values.code ?? '', query };
}

/** Claims of a token, unverified. */
export function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
}

/** The values of the `Set-Cookie` headers, by cookie. */
export function cookiesOf(response: Response): Record<string, string> {
  const lines = ([] as string[]).concat(response.headers['set-cookie'] ?? []);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

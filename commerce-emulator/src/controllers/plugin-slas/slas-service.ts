import { createPkce, type Pkce } from './pkce.ts';
import type { CallService } from './service-call.ts';
import type { PluginSettings } from './settings.ts';

/** What the plugin reads of a token answer. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly refresh_token_expires_in: number;
  readonly usid: string;
  readonly customer_id: string;
}

/** What `authorize` and `login` give for the token call. */
export interface CodeGrant {
  readonly code: string;
  readonly usid: string;
  readonly verifier: string;
}

/** Proof of a session: signed, or the bare id of older times. */
export type SessionProof = { readonly dwsgst: string } | { readonly dwsid: string };

/** The calls of SLAS that the plugin makes, in its own wire shape: everything in the query. */
export interface SlasService {
  authorize(): Promise<CodeGrant>;
  login(login: string, password: string, usid: string | null): Promise<CodeGrant>;
  tokenFor(grant: CodeGrant): Promise<TokenAnswer>;
  refresh(refreshToken: string): Promise<TokenAnswer>;
  bridge(proof: SessionProof, grant: CodeGrant | null): Promise<TokenAnswer>;
  logout(accessToken: string, refreshToken: string): Promise<void>;
}

/** @param origin Where SLAS is. */
export function createSlasService(
  call: CallService,
  settings: PluginSettings,
  origin: string,
): SlasService {
  const { clientId, organizationId, redirectUri, siteId } = settings;
  const base = `${origin}/shopper/auth/v1/organizations/${organizationId}/oauth2`;
  const client = clientHeader(settings);
  const channel = { channel_id: siteId };
  const id = { client_id: clientId };

  const tokenCall = (
    operation: string,
    query: Readonly<Record<string, string>>,
  ): Promise<TokenAnswer> =>
    call({
      method: 'POST',
      url: `${base}/${operation}`,
      query: { ...query, ...id },
      headers: client,
      expects: null,
    }).then((response) => response.json() as Promise<TokenAnswer>);

  return {
    async authorize() {
      const pkce = createPkce();
      const response = await call({
        method: 'GET',
        url: `${base}/authorize`,
        query: {
          redirect_uri: redirectUri,
          response_type: 'code',
          hint: 'sb-guest',
          code_challenge: pkce.challenge,
          ...id,
        },
        headers: {},
        expects: 303,
      });
      return readLocation(response, pkce);
    },
    async login(login, password, usid) {
      const pkce = createPkce();
      const response = await call({
        method: 'POST',
        url: `${base}/login`,
        query: {
          redirect_uri: redirectUri,
          response_type: 'code',
          ...channel,
          code_challenge: pkce.challenge,
          ...(usid === null ? {} : { usid }),
          ...id,
        },
        headers: { authorization: basic(login, password) },
        expects: 303,
      });
      return readLocation(response, pkce);
    },
    tokenFor: ({ code, usid, verifier }) =>
      tokenCall('token', {
        grant_type: 'authorization_code_pkce',
        ...channel,
        redirect_uri: redirectUri,
        useCredentials: 'true',
        code_verifier: verifier,
        usid,
        code,
      }),
    refresh: (refreshToken) =>
      tokenCall('token', {
        grant_type: 'refresh_token',
        ...channel,
        redirect_uri: redirectUri,
        useCredentials: 'true',
        refresh_token: refreshToken,
      }),
    bridge: (proof, grant) =>
      tokenCall('session-bridge/token', {
        ...channel,
        login_id: 'sb-guest',
        grant_type: grant === null ? 'client_credentials' : 'session_bridge',
        ...(grant === null
          ? {}
          : { code_verifier: grant.verifier, usid: grant.usid, code: grant.code }),
        ...proof,
      }),
    async logout(accessToken, refreshToken) {
      await call({
        method: 'GET',
        url: `${base}/logout`,
        query: { ...channel, refresh_token: refreshToken, ...id },
        // A private client's Basic header takes the place of the bearer's: that is how the real one arrives.
        headers: { authorization: `Bearer ${accessToken}`, ...client },
        expects: null,
      });
    },
  };
}

function clientHeader({ clientId, clientSecret }: PluginSettings): Record<string, string> {
  return clientSecret === null ? {} : { authorization: basic(clientId, clientSecret) };
}

function basic(name: string, secret: string): string {
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
}

/** Splits without decoding, as the plugin does; SLAS has to keep to characters that need none. */
function readLocation(response: Response, { verifier }: Pkce): CodeGrant {
  const [, query = ''] = (response.headers.get('location') ?? '').split('?');
  const pairs = new Map(
    query.split('&').map((pair) => pair.split('=', 2) as [string, string | undefined]),
  );
  return { code: pairs.get('code') ?? '', usid: pairs.get('usid') ?? '', verifier };
}

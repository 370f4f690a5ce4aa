import type { JSONWebKeySet } from 'jose';
import type { BoundedAnswer } from '../peer/bounded-fetch.ts';
import { type AuthorizationCode, parseAuthorizationCode } from './authorization-code.ts';
import { bearerAuthorization, shopperAuthorization } from './http-credentials.ts';
import { fieldsOf } from './service-answer.ts';
import type { ServiceOptions } from './service-options.ts';
import type { ShopperPair } from './shopper-pair.ts';
import type { ClientKind } from './situation.ts';
import type { CommerceSettings, SlasClientSettings } from './slas-options.ts';
import { checkSlasClient } from './slas-settings.ts';
import { createSlasWire } from './slas-wire.ts';
import { type FormFields, sessionBridgeForm, tokenForm } from './token-form.ts';
import type { SessionBridgeGrant, TokenGrant } from './token-grant.ts';
import {
  type Introspection,
  parseIntrospection,
  parseJwks,
  parseUserInfo,
  type UserInfo,
} from './token-information.ts';

/** What `authorize` is asked for: a guest, or a code for the session bridge. */
export type AuthorizeHint = 'guest' | 'sb-guest' | 'sb-user';

/** What `authorize` is asked with. */
export interface AuthorizeRequest {
  readonly hint: AuthorizeHint;
  /** S256 of the verifier that goes to `token`. */
  readonly challenge: string;
  /** Goes on with this visit. */
  readonly usid?: string;
  /** E.g. `openid offline_access`. */
  readonly scope?: string;
}

/** What `login` is asked with. */
export interface LoginRequest {
  readonly username: string;
  readonly password: string;
  /** S256 of the verifier that goes to `token`. */
  readonly challenge: string;
  /** Of the guest, so that the basket can be merged. */
  readonly usid?: string;
}

/**
 * Calls SLAS. Every call throws a `SlasError` when it does not bring what it was made for, and a `TypeError` when
 * this kind of client cannot make it.
 */
export interface SlasClient {
  readonly kind: ClientKind;
  authorize(request: AuthorizeRequest): Promise<AuthorizationCode>;
  /** @throws {SlasError} `ERR_SLAS_WRONG_CREDENTIALS`; `ERR_SLAS_CONFLICT` on the second login within a second. */
  login(request: LoginRequest): Promise<AuthorizationCode>;
  /**
   * @returns The tokens, and under Hybrid Auth the session that SLAS has set beside them; else its session is null.
   * @throws {SlasError} `ERR_SLAS_INVALID_REFRESH_TOKEN` on one that has ended or was redeemed already.
   */
  token(grant: TokenGrant): Promise<ShopperPair>;
  /** As `token`. The session that the signature is of stays the one it is. */
  sessionBridgeToken(grant: SessionBridgeGrant): Promise<ShopperPair>;
  /** Ends both tokens of somebody registered. */
  logout(tokens: { readonly accessToken: string; readonly refreshToken: string }): Promise<void>;
  /** Ends a refresh token; private clients only. */
  revoke(refreshToken: string): Promise<void>;
  /** Asks whether a token is good; private clients only. */
  introspect(token: string, hint?: 'access_token' | 'refresh_token'): Promise<Introspection>;
  userinfo(accessToken: string): Promise<UserInfo>;
  /** The public keys of the tenant; SLAS answers 25 times a minute. */
  jwks(): Promise<JSONWebKeySet>;
}

/** What a client is made of. */
export interface SlasClientOptions extends ServiceOptions {
  readonly commerce: CommerceSettings;
  readonly client: SlasClientSettings;
}

/**
 * Makes a client of SLAS: a public one, or with a secret a private one.
 *
 * @throws {TypeError} On settings that cannot be right.
 * @throws {RangeError} On a timeout that is not above 0.
 */
export function createSlasClient(options: SlasClientOptions): SlasClient {
  const { clientId, clientSecret, redirectUri } = options.client;
  checkSlasClient(options.client);
  const wire = createSlasWire(options);
  const channelId = options.commerce.siteId;
  const isPrivate = clientSecret !== undefined;
  const sender = { clientId, redirectUri, isPrivate, channelId };

  function askPrivately(endpoint: string, form: FormFields): Promise<BoundedAnswer> {
    if (!isPrivate) throw new TypeError(`"${endpoint}" expected a client with a secret`);
    return wire.send(endpoint, { method: 'POST', headers: wire.clientAuth, form, success: [200] });
  }

  return {
    kind: isPrivate ? 'private' : 'public',
    async authorize({ hint, challenge, usid, scope }) {
      const query = {
        redirect_uri: redirectUri,
        response_type: 'code',
        client_id: clientId,
        code_challenge: challenge,
        hint,
        channel_id: channelId,
        usid,
        scope,
      };
      const request = { method: 'GET', headers: wire.strictAuth, query, success: [302, 303] };
      const answer = await wire.send('authorize', request);
      return parseAuthorizationCode('SLAS authorize', answer.header('location'), redirectUri);
    },
    async login({ username, password, challenge, usid }) {
      const answer = await wire.send('login', {
        method: 'POST',
        headers: { authorization: shopperAuthorization(username, password), ...wire.strictAuth },
        form: {
          redirect_uri: redirectUri,
          response_type: 'code',
          client_id: clientId,
          code_challenge: challenge,
          channel_id: channelId,
          usid,
        },
        success: [302, 303],
        codeOf: (status) => (status === 401 ? 'ERR_SLAS_WRONG_CREDENTIALS' : null),
      });
      return parseAuthorizationCode('SLAS login', answer.header('location'), redirectUri);
    },
    token: async (grant) => wire.askForTokens('token', tokenForm(grant, sender)),
    sessionBridgeToken: async (grant) =>
      wire.askForTokens('session-bridge/token', sessionBridgeForm(grant, sender)),
    async logout({ accessToken, refreshToken }) {
      const headers = { authorization: bearerAuthorization(accessToken) };
      const query = { client_id: clientId, refresh_token: refreshToken, channel_id: channelId };
      await wire.send('logout', { method: 'GET', headers, query, success: [200, 204, 303] });
    },
    async revoke(refreshToken) {
      await askPrivately('revoke', { token: refreshToken, token_type_hint: 'refresh_token' });
    },
    async introspect(token, hint) {
      const answer = await askPrivately('introspect', { token, token_type_hint: hint });
      return parseIntrospection(fieldsOf('SLAS introspect', answer));
    },
    async userinfo(accessToken) {
      const headers = { authorization: bearerAuthorization(accessToken) };
      const request = { method: 'GET', headers, query: { channel_id: channelId }, success: [200] };
      const answer = await wire.send('userinfo', request);
      return parseUserInfo(fieldsOf('SLAS userinfo', answer));
    },
    async jwks() {
      const answer = await wire.send('jwks', { method: 'GET', success: [200] });
      return parseJwks(fieldsOf('SLAS jwks', answer));
    },
  };
}

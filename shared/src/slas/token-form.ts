import type { SlasClientSettings } from './slas-options.ts';
import type { SessionBridgeGrant, SessionSignature, TokenGrant } from './token-grant.ts';

/** Parameters of a call; those without a value are not sent. */
export type FormFields = Readonly<Record<string, string | undefined>>;

/** Whom a form is sent for. */
export interface FormSender extends Pick<SlasClientSettings, 'clientId' | 'redirectUri'> {
  readonly isPrivate: boolean;
  /** Id of the site, as `channel_id`: without it SLAS calls a refresh token invalid. */
  readonly channelId: string;
}

/**
 * Parameters of `token`.
 *
 * @throws {TypeError} On a grant that this kind of client cannot have.
 */
export function tokenForm(grant: TokenGrant, sender: FormSender): FormFields {
  const { clientId, isPrivate, channelId } = sender;
  switch (grant.kind) {
    case 'guest-private':
      if (!isPrivate) throw new TypeError('"guest-private" expected a client with a secret');
      return {
        grant_type: 'client_credentials',
        channel_id: channelId,
        usid: grant.usid,
        dnt: wordOf(grant.dnt),
      };
    case 'code':
      return codeForm(grant, sender);
    case 'refresh':
      return {
        grant_type: 'refresh_token',
        refresh_token: grant.refreshToken,
        client_id: clientId,
        channel_id: channelId,
        dnt: wordOf(grant.dnt),
      };
  }
}

function codeForm(grant: TokenGrant & { kind: 'code' }, sender: FormSender): FormFields {
  const { code, verifier, usid, dnt } = grant;
  if (verifier === undefined && !sender.isPrivate) {
    throw new TypeError('"verifier" expected the verifier of the challenge');
  }
  return {
    client_id: sender.clientId,
    channel_id: sender.channelId,
    code,
    code_verifier: verifier,
    grant_type: verifier === undefined ? 'authorization_code' : 'authorization_code_pkce',
    redirect_uri: sender.redirectUri,
    usid,
    dnt: wordOf(dnt),
  };
}

/**
 * Parameters of `session-bridge/token`.
 *
 * @throws {TypeError} For a public client without a code and its verifier.
 */
export function sessionBridgeForm(grant: SessionBridgeGrant, sender: FormSender): FormFields {
  const { signature, code, verifier, usid, dnt } = grant;
  const { clientId, isPrivate, channelId } = sender;
  if (!isPrivate && (code === undefined || verifier === undefined)) {
    throw new TypeError('"code" and "verifier" expected those of authorize');
  }
  const proof = isPrivate
    ? { grant_type: 'client_credentials', hint: hintFor(signature) }
    : { grant_type: 'session_bridge', code, code_verifier: verifier };
  return {
    ...proof,
    client_id: clientId,
    channel_id: channelId,
    ...signatureFields(signature),
    usid,
    dnt: wordOf(dnt),
  };
}

/** The `hint` of `authorize` that goes with a signature. */
export function hintFor({ kind }: Pick<SessionSignature, 'kind'>): 'sb-guest' | 'sb-user' {
  return kind === 'guest' ? 'sb-guest' : 'sb-user';
}

function signatureFields(signature: SessionSignature): FormFields {
  switch (signature.kind) {
    case 'guest':
      return { dwsgst: signature.dwsgst, login_id: 'guest' };
    case 'registered':
      return { dwsrst: signature.dwsrst, login_id: signature.loginId };
    case 'legacy':
      return { dwsid: signature.dwsid, login_id: signature.loginId };
  }
}

function wordOf(dnt: boolean | undefined): string | undefined {
  return dnt === undefined ? undefined : String(dnt);
}

/** Encodes parameters as a form does. */
export function encodeForm(fields: FormFields): string {
  const sent = Object.entries(fields).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new URLSearchParams(sent).toString();
}

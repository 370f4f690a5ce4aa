import type { Client } from '../platform/clients.ts';
import type { Platform } from '../platform/platform.ts';
import { labelOf } from '../platform/random-ids.ts';
import type { Session } from '../platform/sessions.ts';
import { requireChannel } from './channel.ts';
import { authenticateClient, authenticatePrivateClient } from './client-authentication.ts';
import { redeemCode } from './code-grant.ts';
import { issueTokens } from './issue-tokens.ts';
import { claimUsid } from './shopper-usid.ts';
import { badParameters, SlasProblem, wrongCredentials } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';
import { readDnt } from './token-answer.ts';

/**
 * `POST session-bridge/token`: tokens for the shopper of a controller session, which it is linked to from then
 * on. The answer carries no `dwsid`, since the browser has it already.
 */
export function bridgeSession(platform: Platform, request: SlasRequest): SlasAnswer {
  const { parameters } = request;
  request.note({ grantType: parameters.get('grant_type'), hint: bridgeHint(request) });
  const client = bridgeClient(platform, request);
  const channelId = requireChannel(platform, client, request, { otherwise: platform.siteId });
  const usid =
    client.secret === null ? usidOfCode(platform, client, request) : parameters.get('usid');
  const session = provenSession(platform, request);
  checkLogin(session, request);

  const { identity } = session;
  const shopper = claimUsid(platform, usid, channelId);
  shopper.gcid = identity.gcid;
  const grant = { client, channelId, shopper, identity, dnt: readDnt(request), isBridged: true };
  const body = issueTokens(platform, grant);
  session.usid = shopper.usid;
  request.note({ shopper: labelOf(body.customer_id) });
  return { status: 200, body };
}

/** A public client says `session_bridge`, a private one `client_credentials` with `Basic`. */
function bridgeClient(platform: Platform, request: SlasRequest): Client {
  const grantType = request.parameters.require('grant_type');
  if (grantType !== 'session_bridge' && grantType !== 'client_credentials') throw badParameters();
  const isPrivate = grantType === 'client_credentials';
  const client = isPrivate
    ? authenticatePrivateClient(platform, request)
    : authenticateClient(platform, request);
  if (!client.scopes.includes('sfcc.session_bridge')) throw wrongCredentials();
  return client;
}

function usidOfCode(platform: Platform, client: Client, request: SlasRequest): string {
  const code = redeemCode(platform, client, request);
  const { parameters } = request;
  const expected = parameters.get('dwsrst') === null ? 'sb-guest' : 'sb-user';
  const isBareSession = parameters.get('dwsgst') === null && parameters.get('dwsrst') === null;
  const fits = isBareSession ? code.identity === null : code.hint === expected;
  if (!fits) throw badParameters();
  return code.usid;
}

/** The session that a signature, or a bare `dwsid`, proves. */
function provenSession(
  { sessions, signatures, switches }: Platform,
  request: SlasRequest,
): Session {
  for (const name of ['dwsgst', 'dwsrst'] as const) {
    const value = request.parameters.get(name);
    if (value === null) continue;
    const session = signatures.open(name, value);
    if (!session) throw badParameters(`Bad or missing ${name}.`);
    return session;
  }
  const session = sessions.living(request.parameters.require('dwsid'));
  if (!session) throw badParameters('Bad or missing dwsid.');
  if (session.identity.kind === 'guest' && !switches.dwsidGuestAllowed) {
    throw new SlasProblem(410, {
      message: 'A dwsid of a guest is no longer taken. Send a dwsgst.',
    });
  }
  return session;
}

/** `login_id` says `guest` in the documentation and `sb-guest` in plugin_slas; the private guides send `hint`. */
function checkLogin({ identity }: Session, request: SlasRequest): void {
  const login = request.parameters.get('login_id') ?? bridgeHint(request);
  if (login === null) throw badParameters();
  const names = identity.kind === 'guest' ? ['guest', 'sb-guest'] : [identity.login, 'sb-user'];
  if (!names.includes(login)) throw badParameters();
}

function bridgeHint({ parameters }: SlasRequest): string | null {
  return parameters.get('hint');
}

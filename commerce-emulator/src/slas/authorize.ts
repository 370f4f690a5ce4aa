import type { Client } from '../platform/clients.ts';
import type { Platform } from '../platform/platform.ts';
import { readChallenge } from './challenge.ts';
import { namedClient } from './client-authentication.ts';
import { parseRedirectUri, redirectLocation } from './redirect-uri.ts';
import { claimUsid } from './shopper-usid.ts';
import { badParameters } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';

/** What an authorize can be for here: identity providers are not emulated. */
type AuthorizeHint = 'guest' | 'sb-guest' | 'sb-user';

/** `GET authorize`: a code for a guest, or for the session bridge. */
export function authorize(platform: Platform, request: SlasRequest): SlasAnswer {
  const { parameters } = request;
  const hint = parameters.get('hint');
  request.note({ hint });
  const client = namedClient(platform, request);
  const redirectUri = parseRedirectUri(client, parameters.require('redirect_uri'));
  if (parameters.require('response_type') !== 'code') throw badParameters();
  const challenge = readChallenge(client, request);
  const channelId = parameters.get('channel_id');
  if (channelId !== null && !client.channels.includes(channelId)) throw badParameters();
  checkHint(hint, client);

  const shopper = claimUsid(platform, parameters.get('usid'), channelId ?? platform.siteId);
  const code = platform.codes.issue({
    clientId: client.id,
    channelId,
    redirectUri,
    challenge,
    usid: shopper.usid,
    identity: hint === 'guest' ? { kind: 'guest', gcid: shopper.gcid } : null,
    hint,
  });
  return redirectWithCode(request, redirectUri, shopper.usid, code);
}

function checkHint(hint: string | null, { scopes }: Client): asserts hint is AuthorizeHint {
  if (hint === 'guest') return;
  const isBridge = hint === 'sb-guest' || hint === 'sb-user';
  if (!isBridge || !scopes.includes('sfcc.session_bridge')) throw badParameters();
}

/** 303 with an absolute Location: plugin_slas takes no other status, and native fetch no relative one. */
export function redirectWithCode(
  { parameters }: SlasRequest,
  redirectUri: string,
  usid: string,
  code: string,
): SlasAnswer {
  const state = parameters.get('state');
  const scope = parameters.get('scope');
  const location = redirectLocation(redirectUri, { usid, state, scope, code });
  return { status: 303, headers: { Location: location } };
}

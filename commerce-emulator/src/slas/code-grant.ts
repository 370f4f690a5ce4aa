import type { Client } from '../platform/clients.ts';
import type { Code } from '../platform/codes.ts';
import type { Platform } from '../platform/platform.ts';
import { checkVerifier } from './challenge.ts';
import { requireChannel } from './channel.ts';
import { authenticateClient } from './client-authentication.ts';
import { claimUsid } from './shopper-usid.ts';
import { badParameters } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';
import { answerWithTokens, readDnt } from './token-answer.ts';

/** The grants `authorization_code_pkce` and, for private clients, `authorization_code`. */
export function codeGrant(platform: Platform, request: SlasRequest): SlasAnswer {
  const client = authenticateClient(platform, request);
  const isPlain = request.parameters.get('grant_type') === 'authorization_code';
  if (isPlain && client.secret === null) throw badParameters();
  const code = redeemCode(platform, client, request);
  // A code for the session bridge names nobody.
  if (code.identity === null) throw badParameters();
  const channelId = requireChannel(platform, client, request, {
    otherwise: code.channelId ?? platform.siteId,
  });
  if (code.channelId !== null && code.channelId !== channelId) throw badParameters();
  const shopper = claimUsid(platform, code.usid, channelId);
  return answerWithTokens(platform, request, {
    client,
    channelId,
    shopper,
    identity: code.identity,
    dnt: readDnt(request),
  });
}

/** Spends the code of a request. @throws {SlasProblem} 400 unless everything fits what it was issued for. */
export function redeemCode(platform: Platform, client: Client, { parameters }: SlasRequest): Code {
  const code = platform.codes.redeem(parameters.get('code') ?? '');
  if (!code || code.clientId !== client.id) throw badParameters('Bad or missing code.');
  const redirectUri = parameters.get('redirect_uri');
  if (redirectUri !== null && redirectUri !== code.redirectUri) throw badParameters();
  const usid = parameters.get('usid');
  if (usid !== null && usid !== code.usid) throw badParameters();
  checkVerifier(code.challenge, parameters.get('code_verifier'));
  return code;
}

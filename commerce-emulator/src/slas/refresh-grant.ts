import type { Client } from '../platform/clients.ts';
import type { Platform } from '../platform/platform.ts';
import type { RefreshToken } from '../platform/refresh-tokens.ts';
import { requireChannel } from './channel.ts';
import { authenticateClient } from './client-authentication.ts';
import { checkExchanges } from './limits.ts';
import { claimUsid } from './shopper-usid.ts';
import { badParameters, badRefreshToken } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';
import { answerWithTokens, readDnt } from './token-answer.ts';

/** What a client must not send along without having it. */
const NOT_UNDEFINED = ['code', 'usid', 'code_verifier'] as const;

/**
 * The grant `refresh_token`. A public client gets another token and its old one is void at once; a private one
 * keeps the same. Either begins its full lifetime anew.
 */
export function refreshGrant(platform: Platform, request: SlasRequest): SlasAnswer {
  const { parameters } = request;
  if (NOT_UNDEFINED.some((name) => parameters.get(name) === 'undefined')) throw badParameters();
  const client = authenticateClient(platform, request);
  const found = findRefreshToken(platform, client, request);
  checkExchanges(platform, found);
  const isRotated = client.secret === null;
  if (isRotated) platform.refreshTokens.revoke(found.value);
  return answerWithTokens(platform, request, {
    client,
    channelId: found.channelId,
    shopper: claimUsid(platform, found.usid, found.channelId),
    identity: found.identity,
    dnt: readDnt(request),
    ...(isRotated ? {} : { keep: found }),
  });
}

/** The token of the body, or of the header that PWA Kit's proxy fills in. It is bound to its client and its site. */
function findRefreshToken(platform: Platform, client: Client, request: SlasRequest): RefreshToken {
  const value = request.parameters.get('refresh_token') ?? request.header('sfdc_refresh_token');
  const found = platform.refreshTokens.find(value ?? '');
  if (!found || found.clientId !== client.id) throw badRefreshToken();
  const channelId = requireChannel(platform, client, request, {
    otherwise: found.channelId,
    refusal: badRefreshToken,
  });
  if (channelId !== found.channelId) throw badRefreshToken();
  return found;
}

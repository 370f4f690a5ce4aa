import type { Platform } from '../platform/platform.ts';
import { requireChannel } from './channel.ts';
import { authenticatePrivateClient } from './client-authentication.ts';
import { claimUsid } from './shopper-usid.ts';
import { badRefreshToken } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';
import { answerWithTokens, readDnt } from './token-answer.ts';

/** The grant `client_credentials`: a guest in one call, for private clients alone. */
export function guestGrant(platform: Platform, request: SlasRequest): SlasAnswer {
  const client = authenticatePrivateClient(platform, request);
  const channelId = requireChannel(platform, client, request, {
    otherwise: platform.siteId,
    refusal: badRefreshToken,
  });
  const shopper = claimUsid(platform, request.parameters.get('usid'), channelId);
  return answerWithTokens(platform, request, {
    client,
    channelId,
    shopper,
    identity: { kind: 'guest', gcid: shopper.gcid },
    dnt: readDnt(request),
  });
}

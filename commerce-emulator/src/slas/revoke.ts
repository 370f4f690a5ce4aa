import type { Platform } from '../platform/platform.ts';
import { blankTokens } from './blank-tokens.ts';
import { authenticatePrivateClient } from './client-authentication.ts';
import { badParameters } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';

/** `POST revoke`: ends one token of a private client, and says which. */
export function revoke(platform: Platform, request: SlasRequest): SlasAnswer {
  const client = authenticatePrivateClient(platform, request);
  const value = request.parameters.require('token');
  const refreshToken = platform.refreshTokens.find(value);
  const checked = refreshToken ? null : platform.tokens.check(value);
  const clientId = refreshToken?.clientId ?? (checked?.ok ? checked.token.clientId : null);
  if (clientId !== client.id) throw badParameters('Bad or missing refresh token.');
  if (refreshToken) platform.refreshTokens.revoke(value);
  else platform.tokens.revoke(value);
  return { status: 200, body: blankTokens(value) };
}

import type { Request, Response } from 'express';
import { noteShopper } from '../http/log-calls.ts';
import type { Platform } from '../platform/platform.ts';
import { sessionCookies } from '../platform/platform-cookies.ts';
import { checkClientHeader } from './ocapi-client.ts';
import { bearerToken } from './ocapi-token.ts';

/**
 * `POST sessions`: a controller session for the shopper of a token. Whatever `dwsid` comes along is irrelevant,
 * and every call makes another session.
 */
export function createSession(platform: Platform, request: Request, response: Response): void {
  checkClientHeader(platform, request);
  const { identity, usid, dnt } = bearerToken(platform, request);
  const session = platform.sessions.create({ siteId: platform.siteId, identity, usid });
  session.dnt = dnt;
  noteShopper(response, identity);
  for (const cookie of sessionCookies(platform, session)) response.append('Set-Cookie', cookie);
  response.set('Cache-Control', 'no-cache, no-store, must-revalidate').status(204).end();
}

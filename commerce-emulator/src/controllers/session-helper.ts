import { parseCookie } from 'cookie';
import express, { Router } from 'express';
import type { Platform } from '../platform/platform.ts';
import { controllerBase } from './controller-url.ts';

/** What the storefront of an untouched emulator says in `x-sf-custom-auth`. */
export const SESSION_HELPER_SECRET = 'emulator-session-helper';

/**
 * `SLASSessionHelper-SaveSession` of plugin_slas: writes the variables of the session before into the one that
 * OCAPI has just made. The request is that session's start, and `onSession` leaves its path out, so the page that
 * follows starts nothing.
 *
 * @param secret What `x-sf-custom-auth` has to say; null: nobody has set it up, and the controller answers 501.
 */
export function createSessionHelper(
  platform: Platform,
  secret: string | null = SESSION_HELPER_SECRET,
): Router {
  const router = Router();
  const path = `${controllerBase(platform.siteId)}/SLASSessionHelper-SaveSession`;
  router.post(path, express.json(), (request, response) => {
    if (secret === null) return void response.status(501).json({ success: false });
    if (request.get('x-sf-custom-auth') !== secret) {
      return void response.status(401).json({ success: false });
    }
    const { custom, privacy } = readVariables(request.body);
    const { dwsid = null } = parseCookie(request.headers.cookie ?? '');
    const { session } = platform.sessions.enter(dwsid, platform.siteId);
    Object.assign(session.custom, custom);
    Object.assign(session.privacy, privacy);
    response.json({ success: true });
  });
  return router;
}

interface SessionVariables {
  readonly custom: object;
  readonly privacy: object;
}

/** Whatever has another shape is left out. */
function readVariables(body: unknown): SessionVariables {
  const { sessionVars } = asObject(body);
  const { custom, privacy } = asObject(sessionVars);
  return { custom: asObject(custom), privacy: asObject(privacy) };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

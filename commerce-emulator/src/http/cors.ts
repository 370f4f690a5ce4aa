import type { RequestHandler } from 'express';

/** Named one by one: wildcards are void with credentials (Fetch §3.2.5). */
const HEADERS =
  'authorization, content-type, x-site-id, x-grant-type, x-pwakit-preview-parent, x-slas-client-auth, ' +
  'x-dw-client-id, sfdc_dwsid, sfdc_refresh_token';
const METHODS = 'GET, POST, PUT, PATCH, DELETE, OPTIONS';
const EXPOSED = 'Authorization, Location, Retry-After';
const PREFLIGHT_SECONDS = '600';

/** Controllers serve pages of their own origin, and what steers the emulator is nobody else's business. */
const OWN_ORIGIN_ONLY = /^\/(?:on|__emulator)(?:\/|$)/;

/** Lets any page call the APIs, with its cookies, and answers its preflights. */
export const cors: RequestHandler = (request, response, next) => {
  if (OWN_ORIGIN_ONLY.test(request.path)) return next();
  const { origin } = request.headers;
  response.vary('Origin');
  if (origin === undefined) return next();
  response.set('Access-Control-Allow-Origin', origin);
  response.set('Access-Control-Allow-Credentials', 'true');
  response.set('Access-Control-Expose-Headers', EXPOSED);
  if (request.method !== 'OPTIONS') return next();
  response.set('Access-Control-Allow-Methods', METHODS);
  response.set('Access-Control-Allow-Headers', HEADERS);
  response.set('Access-Control-Max-Age', PREFLIGHT_SECONDS);
  response.status(204).end();
};

import type { Request, RequestHandler } from 'express';
import type { Origin } from '../core/origin.ts';
import { RequestError } from '../core/request-error.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Refuses writes that another site makes with our shopper's browser: `cross_origin`, 403.
 *
 * Browsers say where a request comes from by `Sec-Fetch-Site` (not on plain-HTTP origins) or `Origin`.
 * Where both are absent the body decides: a form of another site cannot send JSON, PUT or DELETE.
 */
export function refuseCrossOrigin(own: Origin): RequestHandler {
  return function refuseCrossOriginMiddleware(req, _res, next) {
    if (!SAFE.has(req.method)) checkOwnWrite(req, own);
    next();
  };
}

/** @throws {RequestError} 403 `cross_origin` for a write that another site makes, as `refuseCrossOrigin` tells it. */
export function checkOwnWrite(req: Request, own: Origin): void {
  if (isOwnWrite(req, own)) return;
  throw new RequestError(403, 'cross_origin', 'This request came from another site.');
}

function isOwnWrite(req: Request, own: Origin): boolean {
  const site = req.headers['sec-fetch-site'];
  const { origin } = req.headers;
  if (site !== undefined && !OWN_SITES.has(String(site))) return false;
  if (origin !== undefined) return origin === own.href;
  if (site !== undefined) return true;
  const hasBody = req.headers['content-length'] !== undefined || 'transfer-encoding' in req.headers;
  const empty = !hasBody || req.headers['content-length'] === '0';
  return req.is('json') === 'json' || (empty && (req.method === 'PUT' || req.method === 'DELETE'));
}

import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Platform } from '../platform/platform.ts';
import { authenticateCustomer } from './customers-auth.ts';
import { errorBody, OcapiFault } from './ocapi-fault.ts';
import { createSession } from './sessions.ts';

type Endpoint = (request: Request, response: Response, version: string) => void;

/** OCAPI Shop: `/s/{siteId}/dw/shop/v{YY}_{M}/…`; the site may be left out. */
export function createOcapi(platform: Platform): Router {
  const router = Router();
  const sessions: Endpoint = (request, response) => createSession(platform, request, response);
  const auth: Endpoint = (request, response, version) =>
    authenticateCustomer(platform, request, response, version);
  for (const base of ['/s/:siteId/dw/shop/:version', '/dw/shop/:version']) {
    router.post(`${base}/sessions`, answer(platform, sessions));
    router.post(`${base}/customers/auth`, express.json(), answer(platform, auth));
  }
  return router;
}

function answer({ siteId }: Platform, endpoint: Endpoint): RequestHandler {
  return function ocapi(request, response) {
    const version = String(request.params.version).slice(1).replace('_', '.');
    try {
      checkPath(request, siteId);
      endpoint(request, response, version);
    } catch (error) {
      if (!(error instanceof OcapiFault)) throw error;
      const { details, message, status, type } = error;
      response.status(status).json(errorBody(version, type, message, details));
    }
  };
}

function checkPath({ params }: Request, siteId: string): void {
  if (!/^v\d{2}_\d{1,2}$/.test(String(params.version))) {
    throw new OcapiFault(400, 'InvalidVersionException', 'The version is not known.');
  }
  if (params.siteId !== undefined && params.siteId !== siteId) {
    throw new OcapiFault(404, 'SiteNotFoundException', 'The site is not known.');
  }
}

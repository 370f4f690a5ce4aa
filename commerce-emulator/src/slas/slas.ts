import express, { type Request, type Response, Router } from 'express';
import { callOf } from '../http/log-calls.ts';
import { readAuthorization, readSessionId } from '../http/request-headers.ts';
import type { Platform } from '../platform/platform.ts';
import { authorize } from './authorize.ts';
import { introspect } from './introspect.ts';
import { createJwks } from './jwks.ts';
import { countKeyRequest, countRequest } from './limits.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { readParameters } from './parameters.ts';
import { revoke } from './revoke.ts';
import { bridgeSession } from './session-bridge.ts';
import { badParameters, problemBody, SlasProblem } from './slas-problem.ts';
import type { SlasAnswer, SlasRequest } from './slas-request.ts';
import { token } from './token.ts';
import { userinfo } from './userinfo.ts';
import { wellKnown } from './well-known.ts';

type Endpoint = (platform: Platform, request: SlasRequest) => SlasAnswer;

/** Method and path of what answers with rate-limit headers. */
const LIMITED: Readonly<Record<string, Endpoint>> = {
  'GET authorize': authorize,
  'POST login': login,
  'POST token': token,
  'POST session-bridge/token': bridgeSession,
  'GET logout': logout,
  'POST logout': logout,
};

const UNLIMITED: Readonly<Record<string, Endpoint>> = {
  'POST revoke': revoke,
  'POST introspect': introspect,
  'GET userinfo': userinfo,
};

/** SLAS: `/shopper/auth/v1/organizations/{organizationId}/oauth2/…`. @param origin Where it is reached. */
export function createSlas(platform: Platform, origin: string): Router {
  const router = Router();
  const jwks = createJwks(platform);
  const form = express.text({ type: 'application/x-www-form-urlencoded' });

  const answer = (request: Request, response: Response): SlasAnswer => {
    checkOrganization(platform, request.params.organizationId);
    const name = ([] as string[]).concat(request.params.operation ?? []).join('/');
    if (request.method === 'GET' && name === 'jwks') {
      countKeyRequest(platform, name);
      return jwks(response.locals.hasWrongKeys === true);
    }
    if (request.method === 'GET' && name === '.well-known/openid-configuration') {
      countKeyRequest(platform, name);
      return wellKnown(platform, origin);
    }
    const route = `${request.method} ${name}`;
    if (Object.hasOwn(LIMITED, route)) {
      response.setHeaders(new Map(Object.entries(countRequest(platform))));
    }
    const endpoint = LIMITED[route] ?? UNLIMITED[route];
    if (!endpoint) throw new SlasProblem(404, { message: 'Not found.' });
    return endpoint(platform, readRequest(request, response));
  };

  router.all(
    '/shopper/auth/v1/organizations/:organizationId/oauth2/*operation',
    form,
    function slas(request, response) {
      try {
        send(response, answer(request, response));
      } catch (error) {
        if (!(error instanceof SlasProblem)) throw error;
        sendProblem(response, error);
      }
    },
  );
  return router;
}

function checkOrganization({ organizationId }: Platform, given: unknown): void {
  if (given === organizationId) return;
  if (typeof given === 'string' && /^f_ecom_[a-z]{4}_(?:dev|stg|prd|s\d{2}|\d{3})$/.test(given)) {
    throw badParameters('invalid organizationId');
  }
  throw badParameters('Tenant Id Exception - Must be a well-formed tenantId');
}

function readRequest(request: Request, response: Response): SlasRequest {
  const query = request.url.indexOf('?');
  const body: unknown = request.body;
  const parameters = readParameters(
    query < 0 ? '' : request.url.slice(query + 1),
    typeof body === 'string' ? body : '',
  );
  const call = callOf(response);
  if (call) call.parameters = parameters.names;
  return {
    parameters,
    authorization: readAuthorization(request),
    header(name) {
      const value = request.headers[name];
      return typeof value === 'string' && value !== '' ? value : null;
    },
    dwsid: readSessionId(request),
    note(about) {
      if (call) Object.assign(call, about);
    },
  };
}

function send(response: Response, { body, cookies = [], headers = {}, status }: SlasAnswer): void {
  response.statusCode = status;
  response.setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies);
  // Not `response.json`: this is the route of a thousand requests a second, and needs nothing of what that does.
  if (body) response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(body ? JSON.stringify(body) : undefined);
}

function sendProblem(response: Response, problem: SlasProblem): void {
  const { description, message, retryAfterSeconds, status } = problem;
  send(response, {
    status,
    headers: retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) },
    body: problemBody(status, message, description),
  });
}

import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import type { Call, CallLog } from '../platform/call-log.ts';
import type { EmulatorClock } from '../platform/clock.ts';
import { customerIdOf, type Identity } from '../platform/identity.ts';
import { operationOf } from '../platform/operation.ts';
import { labelOf } from '../platform/random-ids.ts';
import type { ShopperToken } from '../platform/tokens.ts';
import { readSessionId } from './request-headers.ts';

/** Writes down every call of the platform's services, before anything can go wrong with it. */
export function logCalls(calls: CallLog, clock: EmulatorClock): RequestHandler {
  return function callLog(request, response, next) {
    const operation = operationOf(request.path);
    if (!operation || request.method === 'OPTIONS') return next();
    const dwsid = readSessionId(request);
    const call = calls.begin({
      at: clock.now(),
      service: operation.service,
      operation: operation.name,
      isPage: operation.isPage,
      method: request.method,
      path: request.path,
      dwsid: dwsid === null ? null : labelOf(dwsid),
      clientIp: forwardedClientIp(request),
    });
    response.locals.call = call;
    response.once('finish', () => {
      call.status = response.statusCode;
      const token: ShopperToken | undefined = response.locals.shopper;
      if (token && call.shopper === null) noteShopper(response, token.identity);
    });
    next();
  };
}

/** The log's entry of a request; undefined for one that is not logged. */
export function callOf(response: Response): Call | undefined {
  return response.locals.call;
}

/** Notes whom a call turned out to be about. */
export function noteShopper(response: Response, identity: Identity): void {
  const call = callOf(response);
  if (call) call.shopper = labelOf(customerIdOf(identity));
}

function forwardedClientIp({ headers }: IncomingMessage): string | null {
  const value = headers['x-client-ip'] ?? headers['x-forwarded-for'];
  return typeof value === 'string' ? value : null;
}

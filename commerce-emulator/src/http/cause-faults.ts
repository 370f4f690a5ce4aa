import type { Request, RequestHandler, Response } from 'express';
import { errorBody } from '../ocapi/ocapi-fault.ts';
import type { Fault, Faults } from '../platform/faults.ts';
import { operationOf, type Service } from '../platform/operation.ts';
import { problemBody } from '../slas/slas-problem.ts';

/** Waits; a test need not. */
export type Delay = (seconds: number) => Promise<void>;

/** Lets what was asked for with `POST /__emulator/faults` go wrong. */
export function causeFaults(faults: Faults, delay: Delay): RequestHandler {
  return async function faultInjection(request, response, next) {
    const operation = operationOf(request.path);
    const fault = operation && request.method !== 'OPTIONS' ? faults.take(operation.name) : null;
    if (!operation || !fault) return next();
    if (fault.delaySeconds > 0) await delay(fault.delaySeconds);
    if (fault.hang) return;
    if (fault.drop === 'before') return void request.socket.destroy();
    if (fault.status !== null) return answerFault(fault, fault.status, operation.service, response);
    if (fault.drop === 'after') loseAnswer(request, response);
    response.locals.hasWrongKeys = fault.wrongKeys;
    next();
  };
}

/** Does everything but send: whoever asked never learns that it was done. */
function loseAnswer(request: Request, response: Response): void {
  response.end = () => {
    request.socket.destroy();
    return response;
  };
}

function answerFault(fault: Fault, status: number, service: Service, response: Response): void {
  if (fault.retryAfterSeconds !== null)
    response.set('Retry-After', String(fault.retryAfterSeconds));
  response.status(status);
  // What stands before the platform is a CDN, and its errors are pages.
  if (status === 502 || service === 'controllers') {
    response
      .type('html')
      .send(`<html><body><h1>${status} The server is not well</h1></body></html>`);
    return;
  }
  response.json(bodyOf(service, status));
}

function bodyOf(service: Exclude<Service, 'controllers'>, status: number): object {
  const message = 'A fault that was asked for.';
  if (service === 'slas') return problemBody(status, message);
  if (service === 'ocapi') return errorBody('23.2', 'InternalServerErrorException', message);
  const type =
    'https://api.commercecloud.salesforce.com/documentation/error/v1/errors/emulated-fault';
  return { type, title: 'Emulated Fault', detail: message };
}

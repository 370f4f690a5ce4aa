import { SharedError } from 'domain-bridge/errors';
import type { Request, RequestHandler } from 'express';
import { type DestinationStream, type Logger, pino } from 'pino';
import { terminalOutput } from './terminal.ts';

/** A log in which no token, cookie, key or password can appear: it is only ever given what is safe. */
export type { Logger };

/** Makes the log of one server: JSON lines with its role. */
export function createLogger(role: string, level: string, destination?: DestinationStream): Logger {
  const serializers = { err: describeError };
  // Of an error under its own key pino would write the message as the message of the line.
  const options = { level, base: { role }, serializers, errorKey: 'none' };
  const output = destination ?? terminalOutput();
  return output ? pino(options, output) : pino(options);
}

/**
 * Writes a line per request: method, route, status and time. The route is the pattern and not the URL,
 * because a URL may hold a token; headers and bodies are not looked at.
 */
export function logRequests(log: Logger): RequestHandler {
  return function logRequest(req, res, next) {
    const start = performance.now();
    res.on('close', () => {
      const milliseconds = Math.round((performance.now() - start) * 1_000) / 1_000;
      const { statusCode: status } = res;
      const fields = { method: req.method, route: routeOf(req), status, milliseconds };
      const done = res.writableFinished ? 'request' : 'request cut off';
      log[status >= 500 ? 'error' : 'info'](fields, done);
    });
    next();
  };
}

/** The pattern of the route that answered, e.g. `/api/cart/lines/:id`. */
export function routeOf(req: Request): string {
  const path: unknown = req.route?.path;
  return typeof path === 'string' ? `${req.baseUrl}${path}` : '(no route)';
}

/** An error by class, code and place. The message of a foreign error may repeat input, so only ours are written. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const ours = error instanceof SharedError;
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    ...(ours && { message: error.message }),
    ...(!ours && { at: frames.slice(0, 5).map((line) => line.trim()) }),
  };
}

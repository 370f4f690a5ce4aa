import { STATUS_CODES } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { callbackPage } from './callback-page.ts';
import { createConsole } from './console/console.ts';
import { createControl } from './control/control.ts';
import { type ControllersOptions, createControllers } from './controllers/controllers.ts';
import { createSessionHelper } from './controllers/session-helper.ts';
import { causeFaults, type Delay } from './http/cause-faults.ts';
import { cors } from './http/cors.ts';
import { logCalls } from './http/log-calls.ts';
import { createOcapi } from './ocapi/ocapi.ts';
import { createPlatform, type Platform } from './platform/platform.ts';
import { createScapi } from './scapi/scapi.ts';
import { createSlas } from './slas/slas.ts';

export { createPlatform, type Platform };

/** What the emulator is made of. */
export interface EmulatorDependencies {
  readonly platform: Platform;
  /** Where it is reached, e.g. `http://127.0.0.1:8090`. */
  readonly origin: string;
  /** How the controllers are set up. */
  readonly controllers?: ControllersOptions;
  /** How a fault's delay passes. Default: in real time. */
  readonly delay?: Delay;
}

/** A commerce instance over HTTP: SLAS, OCAPI, SCAPI, controllers, and what steers them. */
export function createApp(dependencies: EmulatorDependencies): Express {
  const { controllers = {}, delay = wait, origin, platform } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  // Answers are never the same twice, so a digest of each would be work for nothing.
  app.disable('etag');
  app.use(logCalls(platform.calls, platform.clock), cors, causeFaults(platform.faults, delay));
  app.use(createSlas(platform, origin), createOcapi(platform), createScapi(platform));
  app.use(createSessionHelper(platform), createControllers(platform, controllers));
  app.get('/callback', callbackPage);
  app.use('/__emulator', createConsole(platform), createControl(platform));
  app.use(notFound, showError);
  return app;
}

const notFound: RequestHandler = (_request, response) => {
  response.status(404).json({ type: 'about:blank', title: 'Not Found', status: 404 });
};

/** E.g. a body that is too large or no JSON. What else comes here is a fault of the emulator's own. */
const showError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = Number.isInteger(error?.status) ? error.status : 500;
  const title = STATUS_CODES[status] ?? 'Error';
  const detail = error instanceof Error ? error.message : title;
  response.status(status).json({ type: 'about:blank', title, status, detail });
};

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000).unref();
  });
}

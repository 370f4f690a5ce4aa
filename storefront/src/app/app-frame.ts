import { RequestError } from 'domain-bridge/errors';
import type { Bridge, Problem } from 'domain-bridge/express';
import { problemHandler, refuseCrossOrigin } from 'domain-bridge/express';
import type { Origin } from 'domain-bridge/handoff';
import express, { type Express, type RequestHandler, type Router } from 'express';
import {
  createCatalogueRoutes,
  createStateApi,
  createStateHandler,
  privateAnswer,
  readBodies,
  refusalAsNotice,
  refuseDuplicateQuery,
  refuseOtherTypes,
  STATE_PATH,
  unlessPlainRead,
} from '../api.ts';
import type { Catalogue } from '../catalogue.ts';
import {
  createHealthRouter,
  type HealthOptions,
  type Logger,
  logRequests,
  securityHeaders,
} from '../server.ts';
import { createProblemPage } from './problem-page.ts';

/** What the app of either domain is made of. */
export interface AppFrameOptions {
  readonly bridge: Bridge;
  readonly catalogue: Catalogue;
  readonly health: HealthOptions;
  readonly log: Logger;
  readonly trustProxy: number;
  /** Routes for programs, which read their bodies themselves and take no cookie. */
  readonly services?: readonly Router[];
  /** Run before anything else is looked at, bodies least of all. */
  readonly gates?: readonly RequestHandler[];
  /** Run when the body has been read, before any route that takes one. */
  readonly guards?: readonly RequestHandler[];
  /** The routes that this domain alone has. */
  readonly routes: readonly Router[];
}

/** Of these no service knows, so they need not go by the services. */
const CROSSING_PATHS = ['/bridge/start', '/bridge/issue', '/bridge/accept'];

/** Puts an app together: what both domains do, in the order that matters, around what one of them does. */
export function createAppFrame(options: AppFrameOptions): Express {
  const { bridge, catalogue, log } = options;
  const { pair, role } = bridge.parts;
  const own: Origin = pair[role];
  const peer: Origin = pair[role === 'shopping' ? 'checkout' : 'shopping'];
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy);
  app.set('query parser', 'simple');
  app.use(logRequests(log), securityHeaders(own, peer));
  // Asked more often than anything else, so they pass by what is not for them.
  app.get(STATE_PATH, unlessPlainRead, createStateHandler(bridge));
  app.get(CROSSING_PATHS, bridge.router);
  app.use(createHealthRouter(options.health));
  // Before the bridge: of what lies below its path, it takes navigations alone.
  if (options.services) app.use(...options.services);
  app.use(bridge.router);
  app.use(refuseDuplicateQuery, ...(options.gates ?? []));
  app.use(createCatalogueRoutes(catalogue));
  app.use(refuseOtherTypes, refuseCrossOrigin(own), ...readBodies(), ...(options.guards ?? []));
  app.use(privateAnswer);
  app.use(createStateApi(bridge, catalogue), ...options.routes);
  app.use('/api', refusalAsNotice(bridge));
  app.use((_req, _res, next) => {
    next(new RequestError(404, 'not_found', 'There is no such page.'));
  });
  app.use(problemHandler({ renderPage: createProblemPage(bridge), onError: logProblem(log) }));
  return app;
}

function logProblem(log: Logger) {
  return (err: unknown, { status, code }: Problem): void => {
    log[status >= 500 ? 'error' : 'info']({ err, status, code }, 'refused');
  };
}

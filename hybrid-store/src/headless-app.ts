import {
  privateAnswer,
  readBodies,
  refuseDuplicateQuery,
  refuseOtherTypes,
} from '@domain-bridge/storefront/api';
import {
  createHealthRouter,
  type HealthOptions,
  type Logger,
  logRequests,
  securityHeaders,
} from '@domain-bridge/storefront/server';
import { RequestError } from 'domain-bridge/errors';
import { type Problem, problemHandler, refuseCrossOrigin } from 'domain-bridge/express';
import type { Origin } from 'domain-bridge/handoff';
import express, { type Express, type RequestHandler } from 'express';
import type { BridgeTrail } from './bridge/bridge-trail.ts';
import type { EmulatorTime } from './bridge/emulator-time.ts';
import { createProductShelf } from './catalogue/product-shelf.ts';
import { createAccessRoutes } from './routes/access-routes.ts';
import { createAssetRoutes } from './routes/asset-routes.ts';
import { createBasketRoutes } from './routes/basket-routes.ts';
import { createProblemPage } from './routes/problem-answer.ts';
import { createShopPages } from './routes/shop-pages.ts';
import { createShortAddresses } from './routes/short-addresses.ts';
import { createTimeRoutes } from './routes/time-routes.ts';

/** What the headless side is made of. */
export interface HeadlessDeps {
  readonly origin: Origin;
  /** `slasBridge`, with the controllers behind it. */
  readonly bridge: RequestHandler;
  readonly trail: BridgeTrail;
  readonly time: EmulatorTime;
  readonly health: HealthOptions;
  readonly log: Logger;
  readonly trustProxy: number;
}

/** The pages of the headless side, behind a bridge that has taken the requests of the controllers. */
export function createHeadlessApp(deps: HeadlessDeps): Express {
  const { origin, bridge, trail, time, log } = deps;
  const frames = { trail, clock: time.clock };
  // Nothing of our pages leads elsewhere, so forms may not either.
  const headers = securityHeaders(origin, origin);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.trustProxy);
  app.set('query parser', 'simple');
  app.use(logRequests(log), createHealthRouter(deps.health));
  app.use(createAssetRoutes(), createShortAddresses());
  app.use(time.follow, trail.follow, bridge);
  // Behind the bridge: controllers bring headers of their own.
  app.use(headers, privateAnswer, refuseDuplicateQuery);
  app.use(refuseOtherTypes, refuseCrossOrigin(origin), ...readBodies());
  app.use(createShopPages({ ...frames, shelf: createProductShelf(time.clock) }));
  app.use(createBasketRoutes(), createAccessRoutes(frames), createTimeRoutes(time));
  app.use((_req, _res, next) => {
    next(new RequestError(404, 'not_found', 'There is no such page.'));
  });
  app.use(withHeaders(headers));
  app.use(problemHandler({ renderPage: createProblemPage(frames), onError: logProblem(log) }));
  return app;
}

/** For what failed before the headers were set. */
function withHeaders(headers: RequestHandler): express.ErrorRequestHandler {
  return function setHeaders(error, req, res, next) {
    headers(req, res, () => next(error));
  };
}

function logProblem(log: Logger) {
  return (err: unknown, { status, code }: Problem): void => {
    log[status >= 500 ? 'error' : 'info']({ err, status, code }, 'refused');
  };
}

import type { RequestHandler } from 'express';
import type { HybridRoutes } from '../../slas/hybrid-routes.ts';
import {
  type ControllerForwarderOptions,
  createControllerForwarder,
} from './controller-forwarder.ts';

/** What a hybrid proxy is made of. */
export interface HybridProxyOptions {
  readonly routes: HybridRoutes;
  /** The storefront's own public origin, e.g. `https://www.shop.example`. */
  readonly origin: string;
  /** Where the controllers are. */
  readonly controllers: Omit<ControllerForwarderOptions, 'publicOrigin'>;
}

/**
 * One origin for both sides: passes headless paths on to what is mounted behind it, and forwards the rest to the
 * controllers. It does not look at sessions or tokens; `slasBridge({ controllers })` does, and forwards too. Mount it
 * before any body parser.
 *
 * @throws {TypeError} On an origin that is none.
 */
export function hybridProxy({ routes, origin, controllers }: HybridProxyOptions): RequestHandler {
  const forwarder = createControllerForwarder({ ...controllers, publicOrigin: origin });
  return async function hybridProxyMiddleware(req, res, next) {
    // As it was sent: `req.path` lacks what a router in front has been mounted under.
    if (routes.sideOf(req.originalUrl) === 'headless') return next();
    await forwarder.forward(req, res);
  };
}

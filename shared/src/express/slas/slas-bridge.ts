import type { Request, RequestHandler } from 'express';
import { systemClock } from '../../core/clock.ts';
import { parseOrigin } from '../../core/origin.ts';
import type { HybridRoutes } from '../../slas/hybrid-routes.ts';
import { createShopperBridge, type ShopperBridgeOptions } from '../../slas/shopper-bridge.ts';
import { isFetchedAhead, isNavigation } from '../navigation.ts';
import { createControllerForwarder } from './controller-forwarder.ts';
import { createControllerGate } from './controller-gate.ts';
import { type ControllerNames, SFRA_CONTROLLERS } from './controller-names.ts';
import { RequestShopper } from './request-shopper.ts';

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by `slasBridge` on the headless side. */
    shopper?: RequestShopper;
  }
}

/** Which requests go to B2C controllers, and how. */
export interface ControllersOptions {
  readonly routes: HybridRoutes;
  /** Where the controllers answer. Default: `commerce.instanceOrigin`. */
  readonly origin?: string;
  /** Default: those of SFRA. */
  readonly names?: Partial<ControllerNames>;
}

/** Options of the bridge as a middleware. */
export interface SlasBridgeOptions extends Omit<ShopperBridgeOptions, 'secure'> {
  /** The storefront's own public origin, e.g. `https://www.shop.example`. */
  readonly origin: string;
  /** Puts the bridge in front of controllers too. Without it every request is one of the headless side. */
  readonly controllers?: ControllersOptions;
  /** The shopper's address. Default: `req.ip`, so mind `trust proxy`; an IPv4 address is told as one. */
  readonly clientIp?: (req: Request) => string | undefined;
}

/**
 * Keeps a SLAS token and a `dwsid` session on the same shopper, in one line: `app.use(slasBridge({ … }))`.
 *
 * Pages of the headless side find the shopper in `req.shopper`; for a navigation the calls that it takes have been made
 * by then, for anything else they are made when it is asked. With `controllers`, what the routes say goes to the
 * controllers, and never reaches the handlers behind.
 *
 * @throws {TypeError} On options that do not fit, when it is made.
 */
export function slasBridge(options: SlasBridgeOptions): RequestHandler {
  const { origin, controllers, clientIp = addressOf, ...rest } = options;
  const own = parseOrigin(origin);
  const bridge = createShopperBridge({ ...rest, secure: own.secure });
  const visitOf = (req: Request) => ({
    cookieHeader: req.headers.cookie,
    clientIp: () => clientIp(req),
  });
  const gate =
    controllers &&
    createControllerGate({
      bridge,
      own,
      visitOf,
      clock: options.clock ?? systemClock,
      names: { ...SFRA_CONTROLLERS, ...controllers.names },
      forwarder: createControllerForwarder({
        origin: controllers.origin ?? options.commerce.instanceOrigin,
        publicOrigin: own.href,
      }),
    });

  return async function slasBridgeMiddleware(req, res, next) {
    if (gate && controllers.routes.sideOf(req.originalUrl) === 'controllers')
      return gate(req, res, next);
    const shopper = new RequestShopper(bridge.open(visitOf(req), 'headless'), res);
    req.shopper = shopper;
    const isPage = req.method === 'GET' && isNavigation(req) && !isFetchedAhead(req);
    if (isPage) await shopper.get();
    next();
  };
}

/** A socket that listens for both kinds tells IPv4 as `::ffff:192.0.2.1`, of which a geolocation makes nothing. */
function addressOf({ ip }: Request): string | undefined {
  return ip?.replace(/^::ffff:(?=[\d.]+$)/i, '');
}

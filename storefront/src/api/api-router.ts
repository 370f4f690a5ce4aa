import type { Bridge } from 'domain-bridge/express';
import { type RequestHandler, Router } from 'express';
import type { Catalogue } from '../catalogue.ts';
import { createCartRoutes } from './cart-routes.ts';
import { createChoiceRoutes } from './choice-routes.ts';
import { sendPrivateJson } from './private-json.ts';
import { stateView } from './state-view.ts';

/** The path that every page and program asks most. */
export const STATE_PATH = '/api/state';

/** Answers with the shopper's state. */
export function createStateHandler(bridge: Bridge): RequestHandler {
  return async function showState(req, res) {
    const shopper = bridge.shopper(req, res);
    const state = await shopper.state();
    sendPrivateJson(res, stateView(await shopper.session(), state));
  };
}

/**
 * The way of a plain read, for a route of GET: what looks at queries and bodies, and at whose write it is, has nothing
 * to look at in a read with neither. Any other request goes on to where all of that is looked at.
 */
export const unlessPlainRead: RequestHandler = (req, _res, next) => {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = req.headers;
  const hasQuery = req.originalUrl.includes('?');
  next(!hasQuery && length === '0' && encoding === undefined ? undefined : 'route');
};

/** The shopper's API of both domains: `/api/state`, `/api/cart/lines`, `/api/promotions`, `/api/shipping`. */
export function createStateApi(bridge: Bridge, catalogue: Catalogue): Router {
  const router = Router();
  router.get(STATE_PATH, createStateHandler(bridge));
  router.use('/api/cart/lines', createCartRoutes(bridge, catalogue));
  router.use('/api', createChoiceRoutes(bridge));
  return router;
}

/** Answers that show a shopper's state belong to nobody else. */
export const privateAnswer: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'private, no-store');
  next();
};

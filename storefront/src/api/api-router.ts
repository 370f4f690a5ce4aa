import type { Bridge } from 'domain-bridge/express';
import { type RequestHandler, Router } from 'express';
import type { Catalogue } from '../catalogue.ts';
import { createCartRoutes } from './cart-routes.ts';
import { createChoiceRoutes } from './choice-routes.ts';
import { stateView } from './state-view.ts';

/** The shopper's API of both domains: `/api/state`, `/api/cart/lines`, `/api/promotions`, `/api/shipping`. */
export function createStateApi(bridge: Bridge, catalogue: Catalogue): Router {
  const router = Router();
  router.get('/api/state', async (req, res) => {
    const shopper = bridge.shopper(req, res);
    const state = await shopper.state();
    res.json(stateView(await shopper.session(), state));
  });
  router.use('/api/cart/lines', createCartRoutes(bridge, catalogue));
  router.use('/api', createChoiceRoutes(bridge));
  return router;
}

/** Answers that show a shopper's state belong to nobody else. */
export const privateAnswer: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'private, no-store');
  next();
};

import { inspect } from 'node:util';
import { type Bridge, problemHandler, refuseCrossOrigin } from 'domain-bridge/express';
import { parseOrigin } from 'domain-bridge/handoff';
import {
  addPromotion,
  addToLine,
  removeLines,
  setLineQuantity,
  setShipping,
  viewCart,
} from 'domain-bridge/state';
import express, { type Express, type Request, type Response } from 'express';
import { createSessionRoutes } from './session-routes.ts';

/** What a page of the test store shows: all that the bridge knows of the shopper. */
export interface Shown {
  /** Without what became of an ended one: pages tell of that by the notice. */
  readonly session: {
    readonly state: string;
    readonly entity?: string;
    readonly sid?: string;
    readonly unconfirmed?: true;
  };
  /** SKU → quantity. */
  readonly lines: Readonly<Record<string, number>>;
  readonly promotions: readonly string[];
  readonly shipping: Readonly<Record<string, string>> | null;
  readonly visitorId: string;
}

/** A small store on one domain, made of the package's public doors. Every path that it does not know is a page. */
export function createStoreApp(bridge: Bridge, origin: string, log: string[]): Express {
  const app = express();
  const show = async (req: Request, res: Response): Promise<void> => {
    const shopper = bridge.shopper(req, res);
    const [session, state] = [await shopper.session(), await shopper.state()];
    const { lines, promotions, shipping } = viewCart(state);
    res.set('Cache-Control', 'private, no-store').json({
      session: { ...session, ended: undefined },
      lines: Object.fromEntries(lines.map(({ id, quantity }) => [id, quantity])),
      promotions,
      shipping,
      visitorId: state.visitorId,
    });
  };
  app.use(bridge.router);
  app.use(refuseCrossOrigin(parseOrigin(origin)), express.json());
  app.post('/lines', async (req, res) => {
    await bridge.shopper(req, res).change(addToLine({ sku: req.body.sku }, req.body.quantity));
    await show(req, res);
  });
  app.put('/lines/:sku', async (req, res) => {
    const { quantity } = req.body;
    const operation =
      quantity === 0 ? removeLines([req.params.sku]) : setLineQuantity(req.params.sku, quantity);
    await bridge.shopper(req, res).change(operation);
    await show(req, res);
  });
  app.post('/promotions', async (req, res) => {
    await bridge.shopper(req, res).change(addPromotion(req.body.code));
    await show(req, res);
  });
  app.post('/shipping', async (req, res) => {
    await bridge.shopper(req, res).change(setShipping(req.body));
    await show(req, res);
  });
  app.post('/sign-in', async (req, res) => {
    const { entity } = req.body;
    const epoch = (await bridge.parts.epochs?.effective(entity)) ?? 0;
    await bridge.shopper(req, res).signIn({ entity, role: 'customer', epoch });
    await show(req, res);
  });
  app.use(createSessionRoutes(bridge));
  app.use(show);
  app.use(problemHandler({ onError: (error, problem) => log.push(inspect([error, problem])) }));
  return app;
}

import { createBridge } from 'domain-bridge/express';
import { parseKeyring } from 'domain-bridge/handoff';
import { createMemoryReplayStore, createMemoryStateStore } from 'domain-bridge/memory';
import express, { type Express } from 'express';
import session, { type Store } from 'express-session';

/** One position of the checkout's own cart. */
export interface Position {
  readonly article: string;
  readonly count: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

declare module 'express-session' {
  interface SessionData {
    positions: Position[];
    coupons: string[];
    delivery: { readonly method: string; readonly country: string };
  }
}

/** What the existing checkout is started with. */
export interface ExistingCheckoutOptions {
  readonly sessions: Store;
  readonly keys: { readonly bridge: string; readonly cookies: string };
  readonly clock: () => number;
}

/** A checkout as it was before the bridge, but for the lines between the two marks. */
export function createExistingCheckout({
  sessions,
  keys,
  clock,
}: ExistingCheckoutOptions): Express {
  const app = express();
  app.use(
    session({
      name: 'pay.sid',
      secret: 'c',
      store: sessions,
      resave: false,
      saveUninitialized: true,
    }),
  );
  app.use(express.json());

  // The bridge begins here.
  const bridge = createBridge({
    role: 'checkout',
    shoppingOrigin: 'http://shop.test',
    checkoutOrigin: 'https://checkout.test',
    bridgeKeys: parseKeyring(keys.bridge),
    cookieKeys: parseKeyring(keys.cookies),
    stores: { states: createMemoryStateStore(), replays: createMemoryReplayStore() },
    clock,
    readCart: ({ session: { positions = [], coupons = [], delivery = null } }) => ({
      lines: positions.map(({ article, count, attributes }) => ({
        sku: article,
        quantity: count,
        ...(attributes && { options: attributes }),
      })),
      promotions: coupons,
      shipping: delivery,
    }),
    writeCart: ({ session }, _res, { lines, promotions, shipping }) => {
      session.positions = lines.map(({ sku, quantity, options }) => ({
        article: sku,
        count: quantity,
        ...(options && { attributes: options }),
      }));
      session.coupons = [...promotions];
      if (shipping) session.delivery = shipping;
    },
  });
  app.use(bridge.router);
  app.get('/back', (_req, res) => res.redirect(303, bridge.bridgeLink('http://shop.test/')));
  // The bridge ends here.

  app.post('/positions', (req, res) => {
    const { article, count }: Position = req.body;
    const others = (req.session.positions ?? []).filter((each) => each.article !== article);
    req.session.positions = count > 0 ? [...others, { article, count }] : others;
    res.json(req.session.positions);
  });
  app.post('/delivery', (req, res) => {
    req.session.delivery = req.body;
    res.json(req.session.delivery);
  });
  app.get('/checkout', (req, res) => {
    const { positions = [], coupons = [], delivery = null } = req.session;
    res.json({ positions, coupons, delivery });
  });
  return app;
}

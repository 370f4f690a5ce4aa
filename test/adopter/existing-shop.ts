import { createBridge } from 'domain-bridge/express';
import { parseKeyring } from 'domain-bridge/handoff';
import { createMemoryReplayStore, createMemoryStateStore } from 'domain-bridge/memory';
import express, { type Express } from 'express';
import session, { type Store } from 'express-session';

declare module 'express-session' {
  interface SessionData {
    /** The shop's own cart: pieces and chosen size by article number. */
    basket: Record<string, { pieces: number; size?: string }>;
    vouchers: string[];
  }
}

/** What the existing shop is started with. */
export interface ExistingShopOptions {
  readonly sessions: Store;
  readonly keys: { readonly bridge: string; readonly cookies: string };
  readonly clock: () => number;
}

/** A shop as it was before the bridge, but for the lines between the two marks. */
export function createExistingShop({ sessions, keys, clock }: ExistingShopOptions): Express {
  const app = express();
  app.use(
    session({
      name: 'shop.sid',
      secret: 's',
      store: sessions,
      resave: false,
      saveUninitialized: true,
    }),
  );
  app.use(express.json());

  // The bridge begins here.
  const bridge = createBridge({
    role: 'shopping',
    shoppingOrigin: 'http://shop.test',
    checkoutOrigin: 'https://checkout.test',
    bridgeKeys: parseKeyring(keys.bridge),
    cookieKeys: parseKeyring(keys.cookies),
    stores: { states: createMemoryStateStore(), replays: createMemoryReplayStore() },
    clock,
    readCart: ({ session: { basket = {}, vouchers = [] } }) => ({
      lines: Object.entries(basket).map(([number, { pieces, size }]) => ({
        sku: number.split('/')[0] ?? number,
        quantity: pieces,
        ...(size && { options: { size } }),
      })),
      promotions: vouchers,
    }),
    writeCart: ({ session }, _res, { lines, promotions }) => {
      session.basket = Object.fromEntries(
        lines.map(({ sku, quantity, options: { size } = {} }) => [
          size ? `${sku}/${size}` : sku,
          { pieces: quantity, ...(size && { size }) },
        ]),
      );
      session.vouchers = [...promotions];
    },
  });
  app.use(bridge.router);
  app.get('/to-checkout', (_req, res) =>
    res.redirect(303, bridge.bridgeLink('https://checkout.test/checkout')),
  );
  // The bridge ends here.

  app.post('/basket', (req, res) => {
    const { number, pieces, size } = req.body;
    const basket = { ...req.session.basket };
    const name = size ? `${number}/${size}` : number;
    if (pieces > 0) basket[name] = { pieces, ...(size && { size }) };
    else delete basket[name];
    req.session.basket = basket;
    res.json(basket);
  });
  app.post('/vouchers', (req, res) => {
    req.session.vouchers = [...(req.session.vouchers ?? []), req.body.code];
    res.json(req.session.vouchers);
  });
  app.get('/', (req, res) => {
    res.json({ basket: req.session.basket ?? {}, vouchers: req.session.vouchers ?? [] });
  });
  return app;
}

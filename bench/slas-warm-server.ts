import type { RequestListener } from 'node:http';
import { slasBridge } from 'domain-bridge/slas';
import express, { type RequestHandler } from 'express';
import { STORAGES, sqliteBridge } from './sqlite-bridge.ts';
import { serveMeasured } from './measured-server.ts';

/**
 * One route, `/without` a bridge and behind one for each storage: in applications of their own, so that the bridge is
 * all in which they differ. `EMULATOR_ORIGIN`; the bridges share the SQLite file `STORE_FILE`.
 */
const { EMULATOR_ORIGIN = '', STORE_FILE = '' } = process.env;
const SOMEBODY = 'abcdefghijklmnopqrstuvwxyz';

serveMeasured((origin) => {
  const bridgeFor = (storage: (typeof STORAGES)[number]) =>
    slasBridge({ ...sqliteBridge(EMULATOR_ORIGIN, storage, STORE_FILE), origin });
  const apps = new Map<string | undefined, RequestListener>([
    ['/without', storefront()],
    ...STORAGES.map((each) => [`/${each}`, storefront(bridgeFor(each))] as const),
  ]);
  return (req, res) => apps.get(req.url)?.(req, res);
});

function storefront(...bridges: readonly RequestHandler[]): RequestListener {
  const app = express();
  for (const bridge of bridges) app.use(bridge);
  app.get('/:page', async (req, res) => {
    const shopper = await req.shopper?.get();
    res.json({ customerId: shopper?.customerId ?? SOMEBODY });
  });
  return app;
}

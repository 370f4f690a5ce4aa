import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  createLogger,
  createStoreCheck,
  listen,
  runServer,
  startSweeping,
} from '@domain-bridge/storefront/server';
import {
  createSqliteFlightStore,
  createSqliteKeptShopperStore,
  migrateBridge,
  openDatabase,
} from 'domain-bridge/sqlite';
import { createApp, createEmulatorTime } from './app.ts';
import { parseConfig } from './config.ts';

await runServer(async () => {
  const config = parseConfig(process.env);
  const log = createLogger('hybrid', config.logLevel);
  mkdirSync(dirname(config.storeFile), { recursive: true, mode: 0o700 });
  const db = openDatabase(config.storeFile);
  migrateBridge(db);
  const stores = {
    flights: createSqliteFlightStore(db),
    shoppers: createSqliteKeptShopperStore(db),
  };
  const time = createEmulatorTime({ url: config.emulatorUrl });
  const health = { checkStore: createStoreCheck(db), isPeerUp: time.isKept };
  const app = createApp({ config, stores, time, health, log });
  const server = await listen(app, config.port, null);
  const stopSweeping = startSweeping([stores.flights, stores.shoppers], time.clock, log);
  process.stdout.write(`listening on ${config.origin.href}\n`);
  return {
    log,
    async stop() {
      stopSweeping();
      await server.close();
      db.close();
    },
  };
});

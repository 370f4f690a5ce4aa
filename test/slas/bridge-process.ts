import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSqliteFlightStore } from '../../shared/src/sqlite/flight-store.ts';
import { migrateBridge, openDatabase } from '../../shared/src/sqlite.ts';
import { slasBridge } from '../../shared/src/slas.ts';
import { bridgeOptions } from '../support/slas-world.ts';

/**
 * One process of a storefront: `EMULATOR_ORIGIN`, the SQLite file `STORE_FILE` that it shares with others, and the time
 * `NOW_MILLISECONDS`, at which it stands. A public client. Ends with whoever started it.
 */
const { EMULATOR_ORIGIN = '', STORE_FILE = '', NOW_MILLISECONDS = '' } = process.env;
const clock = () => Number(NOW_MILLISECONDS);
const db = openDatabase(STORE_FILE);
migrateBridge(db);

const app = express();
app.use(
  slasBridge({
    ...bridgeOptions({ origin: EMULATOR_ORIGIN, clock }, 'public'),
    origin: 'http://hybrid.localhost',
    stores: { flights: createSqliteFlightStore(db) },
  }),
);
app.get('/', async (req, res) => {
  res.json(await req.shopper?.get());
});

const server = createServer(app).listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());

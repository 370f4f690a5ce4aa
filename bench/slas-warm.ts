/**
 * What the bridge adds to a request of a shopper whose token and session are there: CPU time of a server process that
 * has one route with it and without it, asked from another process. No call may be made meanwhile.
 *
 * npm run bench:slas [-- --json] [-- --pairs=15] [-- --requests=2000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { StorageKind } from 'domain-bridge/slas';
import { Pool } from 'undici';
import { systemClock } from '../shared/src/core/clock.ts';
import { type Emulator, startEmulator } from '../test/support/emulator.ts';
import { HybridBrowser } from '../test/support/hybrid-browser.ts';
import { STORAGES } from './sqlite-bridge.ts';
import { type Figure, middleHalf, report, short, sumUp, type Target } from './figures.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import { measureVisit, prepareVisit, type WarmVisit } from './warm-visit.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '15' },
    requests: { type: 'string', default: '2000' },
    json: { type: 'boolean' },
  },
});
const PAIRS = Number(values.pairs);
const REQUESTS = Number(values.requests);
const WARM_UPS = 3;
const CONNECTIONS = 4;
/** One alone would have their only token at hand; these take turns. */
const SHOPPERS = 20;
const TARGET_MICROSECONDS = 100;

interface WarmShopper {
  /** The `Cookie` header. */
  readonly cookie: string;
  /** What the route shows of this shopper. */
  readonly page: string;
}

const directory = mkdtempSync(join(tmpdir(), 'domain-bridge-bench-'));
const emulator = await startEmulator({ clock: systemClock });
try {
  await measure(emulator);
} finally {
  await emulator.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function measure(emulator: Emulator): Promise<void> {
  const figures: Figure[] = [];
  const targets: Target[] = [];
  const server = await startMeasured('slas-warm-server.ts', {
    EMULATOR_ORIGIN: emulator.origin,
    STORE_FILE: join(directory, 'server.db'),
  });
  try {
    for (const storage of STORAGES) {
      const shoppers = await warmShoppers(server, storage);
      const mark = await emulator.lastCall();
      const { without, through, added, half } = await measurePairs(server, storage, shoppers);
      const calls = (await emulator.operations(mark)).length;
      figures.push(without, through, added);
      targets.push(
        {
          target: `${storage}: a warm request costs at most ${TARGET_MICROSECONDS} µs more than without the bridge`,
          measured: `${short(added.median)} µs (half of the pairs: ${half} µs)`,
          kept: added.median <= TARGET_MICROSECONDS,
        },
        { target: `${storage}: and makes no call`, measured: `${calls} calls`, kept: calls === 0 },
      );
    }
  } finally {
    await server.stop();
  }
  // All of them land before the first is measured: meanwhile nobody else has a turn, the emulator's connections included.
  const visits: WarmVisit[] = [];
  for (const storage of STORAGES) {
    visits.push(await prepareVisit(emulator, storage, join(directory, 'visits.db')));
  }
  for (const visit of visits) figures.push(...(await measureVisit(visit)));
  report(`a warm request, ${REQUESTS} of them a run, µs of CPU each`, figures, targets);
}

/** Shoppers that have been here once. */
async function warmShoppers(
  { origin, port }: MeasuredProcess,
  storage: StorageKind,
): Promise<WarmShopper[]> {
  const shoppers: WarmShopper[] = [];
  for (let i = 0; i < SHOPPERS; i++) {
    const browser = new HybridBrowser(origin, port);
    const { status, body } = await browser.ask(`/${storage}`);
    if (status !== 200) throw new Error(`the first landing was answered with ${status}`);
    shoppers.push({ cookie: browser.jar.getCookieStringSync(origin), page: body });
  }
  const guests = new Set(shoppers.map(({ page }) => page)).size;
  if (guests !== SHOPPERS) throw new Error(`${SHOPPERS} first landings brought ${guests} guests`);
  return shoppers;
}

/**
 * Both routes in turn, with the same cookies, now the one first and now the other: whatever else the machine does
 * concerns both. The difference is taken pair by pair.
 */
async function measurePairs(
  server: MeasuredProcess,
  storage: StorageKind,
  shoppers: readonly WarmShopper[],
) {
  const pool = new Pool(server.origin, { connections: CONNECTIONS });
  const samples = { without: [] as number[], [storage]: [] as number[] };
  const micros = async (route: string): Promise<number> => {
    const before = await server.cpuMicroseconds();
    await askMany(pool, route, shoppers);
    return ((await server.cpuMicroseconds()) - before) / REQUESTS;
  };
  try {
    for (let pair = -WARM_UPS; pair < PAIRS; pair++) {
      for (const route of pair % 2 === 0 ? ['without', storage] : [storage, 'without']) {
        const sample = await micros(route);
        if (pair >= 0) samples[route]?.push(sample);
      }
    }
  } finally {
    await pool.close();
  }
  const without = samples.without ?? [];
  const through = samples[storage] ?? [];
  const differences = through.map((sample, pair) => sample - (without[pair] ?? Number.NaN));
  return {
    without: sumUp(`${storage}: the route without the bridge`, 'µs', without),
    through: sumUp(`${storage}: the route through it`, 'µs', through),
    added: sumUp(`${storage}: the difference, pair by pair`, 'µs', differences),
    half: middleHalf(differences),
  };
}

async function askMany(pool: Pool, route: string, shoppers: readonly WarmShopper[]): Promise<void> {
  let asked = 0;
  const askInTurn = async (): Promise<void> => {
    while (asked < REQUESTS) {
      const shopper = shoppers[asked++ % shoppers.length];
      if (shopper) await ask(pool, route, shopper);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, askInTurn));
}

/** As a browser navigates, for which the bridge knows the shopper before the handler asks. */
async function ask(pool: Pool, route: string, { cookie, page }: WarmShopper): Promise<void> {
  const headers = { accept: 'text/html', 'sec-fetch-dest': 'document', cookie };
  const answer = await pool.request({ path: `/${route}`, method: 'GET', headers });
  const shown = await answer.body.text();
  const isRight = route === 'without' ? shown.length === page.length : shown === page;
  const isWarm = answer.headers['set-cookie'] === undefined;
  if (!isRight || !isWarm) throw new Error(`${route} answered with another page, or with cookies`);
}

import { join } from 'node:path';
import { openDatabase } from '../shared/src/sqlite/database.ts';
import type { RunningStore, Side } from '../test/support/running-store.ts';
import { variants } from '../test/support/variants.ts';
import { type CrashRun, checkRun } from './check-run.ts';
import { type Crossings, loadBy, type Pace } from './crash-pace.ts';
import { CrashShopper } from './crash-shopper.ts';
import { CrashWorld } from './crash-world.ts';
import { eachOf } from './each-of.ts';
import { startQuickStore } from './quick-store.ts';
import { SeededChoice } from './seeded-choice.ts';
import { seedUsers } from './seeded-users.ts';
import type { SpentTimes } from './server-times.ts';
import { readStores } from './store-contents.ts';

/** Shoppers who arrive, and who conclude, at once. */
const AT_ONCE = 20;
/** Variants of the catalogue that are bought: as many as a cart takes lines. */
const CATALOGUE = 500;

/** A run to be made. */
export interface CrashOptions {
  readonly seed: string;
  readonly shoppers: number;
  /** Of whom so many have a cart that is too large for a link, from before the load. */
  readonly large: number;
  /** Lines of such a cart, at most 500. */
  readonly largeLines: number;
  readonly pace: Pace;
}

/** What a run did and found. */
export interface CrashResult {
  readonly run: CrashRun;
  readonly crossings: Crossings;
  /** Of the load alone, until nobody was on the way. */
  readonly seconds: number;
  /** Processor time, in seconds, of the load alone; the client's holds what starts servers. */
  readonly cpu: SpentTimes & { readonly client: number };
  readonly orders: number;
  /** Names of shoppers begin those that are about one. None when all is well. */
  readonly findings: readonly string[];
}

/** Lets shoppers cross between two servers that are killed again and again, and checks what is left. */
export async function runCrashLoad(options: CrashOptions): Promise<CrashResult> {
  const store = await startQuickStore();
  const world = new CrashWorld(options.seed, store, await variants(store, CATALOGUE));
  try {
    const users = await seedUsers(store.dataDir, options.shoppers);
    const shoppers = users.map((user, i) => new CrashShopper(world, user, `shopper ${i}`));
    await eachOf(shoppers.entries(), AT_ONCE, ([i, shopper]) =>
      shopper.arrive(i < options.large ? options.largeLines : 0),
    );
    const load = await measure(options, world, shoppers);
    // From here on nothing is under way on any server, whatever browsers have given up.
    await Promise.all([world.kill('shopping'), world.kill('checkout')]);
    await eachOf(shoppers, AT_ONCE, (shopper) => shopper.conclude());
    return { ...load, ...(await check(store, world, shoppers)) };
  } finally {
    await world.connections.close();
    await store.close();
  }
}

async function measure({ seed, pace }: CrashOptions, world: CrashWorld, shoppers: CrashShopper[]) {
  const began = performance.now();
  const mine = process.cpuUsage();
  world.times.begin();
  const choice = new SeededChoice(`${seed} load`);
  const crossings = await loadBy(pace, { choice, world, shoppers });
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(mine);
  return { crossings, seconds, cpu: { client: (user + system) / 1e6, ...world.times.spent() } };
}

async function check(store: RunningStore, world: CrashWorld, shoppers: readonly CrashShopper[]) {
  await Promise.all([store.end('shopping'), store.end('checkout')]);
  const open = (side: Side) => openDatabase(join(store.dataDir, `${side}.db`));
  const databases = { shopping: open('shopping'), checkout: open('checkout') };
  const stores = readStores(databases);
  for (const db of Object.values(databases)) db.close();
  const { kills, tokens } = world;
  const histories = shoppers.map((shopper) => shopper.history());
  const run = { histories, kills, tokens, readAt: Math.ceil(Date.now() / 1000) };
  return { run, orders: stores.orders.length, findings: checkRun(run, stores) };
}

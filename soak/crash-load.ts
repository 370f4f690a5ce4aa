import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../shared/src/sqlite/database.ts';
import { type RunningStore, type Side, startStore } from '../test/support/running-store.ts';
import { variants } from '../test/support/variants.ts';
import { type CrashRun, checkRun } from './check-run.ts';
import { CrashShopper } from './crash-shopper.ts';
import { CrashWorld } from './crash-world.ts';
import { eachOf } from './each-of.ts';
import { SeededChoice } from './seeded-choice.ts';
import { seedUsers } from './seeded-users.ts';
import { readStores } from './store-contents.ts';

/** Whether one shopper in 50 has a cart of 500 lines. Off for as long as what is too large for a link cannot cross. */
const LARGE_CARTS = false;
const LARGE = { lines: 500, oneIn: 50 } as const;
/** Shoppers who arrive, and who conclude, at once. */
const AT_ONCE = 20;
const CATALOGUE = 500;

/** How a run is loaded. */
export type Pace =
  /** So many crossings a second for so many seconds, with a kill every one to six seconds. */
  | { readonly kind: 'clocked'; readonly rate: number; readonly seconds: number }
  /** So many crossings and kills, however long they take. */
  | { readonly kind: 'counted'; readonly crossings: number; readonly kills: number };

/** A run to be made. */
export interface CrashOptions {
  readonly seed: string;
  readonly shoppers: number;
  readonly pace: Pace;
}

/** What a run did and found. */
export interface CrashResult {
  readonly run: CrashRun;
  readonly crossings: number;
  /** Of the load alone. */
  readonly seconds: number;
  readonly orders: number;
  /** Names of shoppers begin those that are about one. None when all is well. */
  readonly findings: readonly string[];
}

/** Lets shoppers cross between two servers that are killed again and again, and checks what is left. */
export async function runCrashLoad(options: CrashOptions): Promise<CrashResult> {
  const store = await startStore({ env: { LOG_LEVEL: 'silent' } });
  const shoppers: CrashShopper[] = [];
  try {
    const world = new CrashWorld(options.seed, store, await variants(store, CATALOGUE));
    const users = await seedUsers(store.dataDir, options.shoppers);
    shoppers.push(...users.map((user, i) => new CrashShopper(world, user, `shopper ${i}`)));
    await eachOf(shoppers.entries(), AT_ONCE, ([i, shopper]) => shopper.arrive(linesOf(i)));
    const load = await loadBy(options, world, shoppers);
    // From here on nothing is under way on any server, whatever browsers have given up.
    await Promise.all([world.kill('shopping'), world.kill('checkout')]);
    await eachOf(shoppers, AT_ONCE, (shopper) => shopper.conclude());
    return { ...load, ...(await check(store, world, shoppers)) };
  } finally {
    await Promise.all(shoppers.map((shopper) => shopper.close()));
    await store.close();
  }
}

function linesOf(shopper: number): number {
  return LARGE_CARTS && shopper % LARGE.oneIn === 0 ? LARGE.lines : 0;
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

interface Load {
  readonly crossings: number;
  readonly seconds: number;
}

async function loadBy(
  { seed, pace }: CrashOptions,
  world: CrashWorld,
  shoppers: readonly CrashShopper[],
): Promise<Load> {
  const choice = new SeededChoice(`${seed} load`);
  const began = performance.now();
  const crossings =
    pace.kind === 'clocked'
      ? await loadByClock(pace, { choice, world, shoppers })
      : await loadByCount(pace, { choice, world, shoppers });
  return { crossings, seconds: (performance.now() - began) / 1000 };
}

interface Scene {
  readonly choice: SeededChoice;
  readonly world: CrashWorld;
  readonly shoppers: readonly CrashShopper[];
}

const TICK_MILLISECONDS = 10;

/** Shoppers set out whenever it is time for one, whatever has become of those before. */
async function loadByClock(
  { rate, seconds }: Extract<Pace, { kind: 'clocked' }>,
  { choice, world, shoppers }: Scene,
): Promise<number> {
  const idle = [...shoppers];
  const underWay = new Set<Promise<void>>();
  const end = performance.now() + seconds * 1000;
  const killing = killByClock(world, choice, end);
  let crossings = 0;
  const setOut = async (shopper: CrashShopper): Promise<void> => {
    if (await shopper.turn()) crossings++;
    idle.push(shopper);
  };
  const began = performance.now();
  for (let sent = 0; performance.now() < end; await delay(TICK_MILLISECONDS)) {
    const due = ((performance.now() - began) / 1000) * rate;
    for (; sent < due && idle.length > 0; sent++) {
      const [shopper] = idle.splice(choice.below(idle.length), 1);
      const turn = setOut(shopper as CrashShopper).finally(() => underWay.delete(turn));
      underWay.add(turn);
    }
  }
  await killing;
  await Promise.all(underWay);
  return crossings;
}

const KILL_MILLISECONDS = { least: 1_000, more: 5_000 } as const;

async function killByClock(world: CrashWorld, choice: SeededChoice, end: number): Promise<void> {
  for (;;) {
    const pause = KILL_MILLISECONDS.least + choice.below(KILL_MILLISECONDS.more);
    if (performance.now() + pause >= end) return;
    await delay(pause);
    await world.kill(anySide(choice));
  }
}

/** Everybody is always on the way; the kills come when so many crossings have begun. */
async function loadByCount(
  { crossings, kills }: Extract<Pace, { kind: 'counted' }>,
  { choice, world, shoppers }: Scene,
): Promise<number> {
  const killsAt = new Set(
    Array.from({ length: kills }, (_, i) => killAt(i, crossings / kills, choice)),
  );
  const killing: Promise<void>[] = [];
  let begun = 0;
  let arrived = 0;
  const walk = async (shopper: CrashShopper): Promise<void> => {
    while (arrived < crossings) {
      if (killsAt.delete(begun++)) killing.push(world.kill(anySide(choice)));
      if (await shopper.turn()) arrived++;
    }
  };
  await Promise.all(shoppers.map(walk));
  await Promise.all(killing);
  return arrived;
}

function killAt(index: number, each: number, choice: SeededChoice): number {
  return Math.floor((index + choice.share()) * each);
}

function anySide(choice: SeededChoice): Side {
  return choice.happens(0.5) ? 'shopping' : 'checkout';
}

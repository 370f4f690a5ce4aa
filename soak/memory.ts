/**
 * What memory the servers take: first so many shoppers, each with a browser and connections of its own, then some
 * minutes of steady load. The servers run with the options that the scripts in package.json start them with.
 *
 * npm run soak [-- --shoppers 10000] [--minutes 5] [--json]
 */

import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Figure, report, sumUp, type Target } from '../bench/figures.ts';
import { Shopper } from '../test/support/http-shopper.ts';
import { type Side, startStore } from '../test/support/running-store.ts';
import { variants } from '../test/support/variants.ts';
import { eachOf } from './each-of.ts';
import { type MemorySample, memoryGrowth } from './memory-growth.ts';
import { residentBytes } from './resident-memory.ts';
import { seedUsers } from './seeded-users.ts';

const { values } = parseArgs({
  options: {
    shoppers: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '5' },
    json: { type: 'boolean' },
  },
});
const SHOPPERS = Number(values.shoppers);
const SECONDS = Number(values.minutes) * 60;
const SIDES = ['shopping', 'checkout'] as const;
const AT_ONCE = 16;
const REGULARS = 40;
/** Of whom one in so many signs in. */
const SIGNS_IN = 50;
const MB = 1_000_000;
const MOST_MB = 150;
/** What a minute of warming up still adds (compiled code, pools) is no leak. */
const SETTLING_SECONDS = Math.min(60, SECONDS / 5);
/** Pages come and go by the MB; a leak of 50 bytes a request would be above. */
const GROWTH_MB = 2;

const store = await startStore({ env: { LOG_LEVEL: 'warn' } });
try {
  const goods = await variants(store, 100);
  const users = await seedUsers(store.dataDir, Math.max(1, Math.ceil(SHOPPERS / SIGNS_IN)));
  const before = memoryNow();
  await eachOf(Array(SHOPPERS).keys(), AT_ONCE, visit);
  const after = memoryNow();
  const samples = await steadyLoad();
  conclude(before, after, samples);

  async function visit(index: number): Promise<void> {
    const shopper = new Shopper(store);
    await shopper.see('shopping', '/');
    await change(shopper, index);
    await shopper.cross('checkout');
    const user = index % SIGNS_IN === 0 ? users[index / SIGNS_IN] : undefined;
    if (user) await shopper.signIn(user);
    await shopper.cross('shopping');
    await shopper.browser.close();
  }

  async function change(shopper: Shopper, index: number): Promise<void> {
    const variant = goods[index % goods.length];
    if (variant) await shopper.add('shopping', variant);
  }

  /** The same shoppers go to and fro without a pause. */
  async function steadyLoad(): Promise<Record<Side, MemorySample[]>> {
    const end = performance.now() + SECONDS * 1000;
    const sampling = sample(end);
    const goOn = async (index: number): Promise<void> => {
      const shopper = new Shopper(store);
      for (let turn = 0; performance.now() < end; turn++) {
        shopper.browser.history.length = 0;
        await change(shopper, index);
        await shopper.cross(turn % 2 === 0 ? 'checkout' : 'shopping');
      }
      await shopper.browser.close();
    };
    await Promise.all(Array.from({ length: REGULARS }, (_, index) => goOn(index)));
    return sampling;
  }
} finally {
  await store.close();
}

function memoryNow(): Record<Side, number> {
  const of = (side: Side): number => residentBytes(store.processOf(side) ?? 0);
  return { shopping: of('shopping'), checkout: of('checkout') };
}

async function sample(end: number): Promise<Record<Side, MemorySample[]>> {
  const began = performance.now();
  const samples: Record<Side, MemorySample[]> = { shopping: [], checkout: [] };
  for (; performance.now() < end; await delay(1_000)) {
    const seconds = (performance.now() - began) / 1000;
    const now = memoryNow();
    for (const side of SIDES) samples[side].push({ seconds, bytes: now[side] });
  }
  return samples;
}

function conclude(
  before: Record<Side, number>,
  after: Record<Side, number>,
  samples: Record<Side, MemorySample[]>,
): void {
  const figures: Figure[] = [];
  const targets: Target[] = [];
  for (const side of SIDES) {
    const settled = samples[side].filter(({ seconds }) => seconds >= SETTLING_SECONDS);
    const { bytesPerSecond, atLeastPerSecond } = memoryGrowth(settled);
    figures.push(
      figure(`${side}: at the start`, [before[side]]),
      figure(`${side}: after ${SHOPPERS} shoppers`, [after[side]]),
      figure(
        `${side}: under steady load`,
        settled.map(({ bytes }) => bytes),
      ),
    );
    targets.push({
      target: `${side}: under ${MOST_MB} MB after ${SHOPPERS} shoppers, and from then on`,
      measured: `${mb(after[side])} MB, at most ${mb(Math.max(...samples[side].map(({ bytes }) => bytes)))} MB later`,
      kept: [after[side], ...samples[side].map(({ bytes }) => bytes)].every(
        (bytes) => bytes < MOST_MB * MB,
      ),
    });
    targets.push({
      target: `${side}: no growth, certainly less than ${GROWTH_MB} MB in ${values.minutes} minutes`,
      measured: `${mb(bytesPerSecond * SECONDS)} MB, with 95 % confidence at least ${mb(atLeastPerSecond * SECONDS)} MB`,
      kept: atLeastPerSecond * SECONDS < GROWTH_MB * MB,
    });
  }
  report('memory of the servers', figures, targets);
}

function figure(claim: string, bytes: readonly number[]): Figure {
  return sumUp(
    claim,
    'MB',
    bytes.map((each) => each / MB),
  );
}

function mb(bytes: number): string {
  return (bytes / MB).toFixed(1);
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Side } from '../test/support/running-store.ts';
import type { CrashShopper } from './crash-shopper.ts';
import type { CrashWorld } from './crash-world.ts';
import type { SeededChoice } from './seeded-choice.ts';

/** How a run is loaded. */
export type Pace =
  /** So many crossings a second for so many seconds, with a kill every two to eight seconds. */
  | {
      readonly kind: 'clocked';
      readonly rate: number;
      readonly seconds: number;
      /** Without kills: for what a crossing costs. */
      readonly isCalm: boolean;
    }
  /** So many crossings and kills, however long they take. */
  | { readonly kind: 'counted'; readonly crossings: number; readonly kills: number };

/** What takes part in a load. */
export interface Scene {
  readonly choice: SeededChoice;
  readonly world: CrashWorld;
  readonly shoppers: readonly CrashShopper[];
}

/** Crossings that were set out for, and those that arrived. */
export interface Crossings {
  readonly attempted: number;
  readonly arrived: number;
  /** For so long shoppers set out. */
  readonly seconds: number;
}

/** Lets shoppers cross, and kills servers meanwhile. Resolves when nobody is on the way any more. */
export function loadBy(pace: Pace, scene: Scene): Promise<Crossings> {
  return pace.kind === 'clocked' ? loadByClock(pace, scene) : loadByCount(pace, scene);
}

const TICK_MILLISECONDS = 10;

/** Shoppers set out whenever it is time for one, whatever has become of those before. */
async function loadByClock(
  { rate, seconds, isCalm }: Extract<Pace, { kind: 'clocked' }>,
  { choice, world, shoppers }: Scene,
): Promise<Crossings> {
  const idle = [...shoppers];
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  const end = began + seconds * 1000;
  const killing = isCalm ? null : killByClock(world, choice, end);
  let attempted = 0;
  let arrived = 0;
  const setOut = async (shopper: CrashShopper): Promise<void> => {
    attempted++;
    if (await shopper.turn()) arrived++;
    idle.push(shopper);
  };
  for (; performance.now() < end; await delay(TICK_MILLISECONDS)) {
    const due = ((performance.now() - began) / 1000) * rate;
    while (attempted < due && idle.length > 0) {
      const [shopper] = idle.splice(choice.below(idle.length), 1);
      const turn = setOut(shopper as CrashShopper).finally(() => underWay.delete(turn));
      underWay.add(turn);
    }
  }
  const setOutFor = (performance.now() - began) / 1000;
  await killing;
  await Promise.all(underWay);
  return { attempted, arrived, seconds: setOutFor };
}

const KILL_MILLISECONDS = { least: 2_000, more: 6_000 } as const;

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
): Promise<Crossings> {
  const killsAt = new Set(
    Array.from({ length: kills }, (_, i) => killAt(i, crossings / kills, choice)),
  );
  const killing: Promise<void>[] = [];
  const began = performance.now();
  let attempted = 0;
  let arrived = 0;
  const walk = async (shopper: CrashShopper): Promise<void> => {
    while (arrived < crossings) {
      if (killsAt.delete(attempted++)) killing.push(world.kill(anySide(choice)));
      if (await shopper.turn()) arrived++;
      else await world.whenBothUp();
    }
  };
  await Promise.all(shoppers.map(walk));
  await Promise.all(killing);
  return { attempted, arrived, seconds: (performance.now() - began) / 1000 };
}

function killAt(index: number, each: number, choice: SeededChoice): number {
  return Math.floor((index + choice.share()) * each);
}

function anySide(choice: SeededChoice): Side {
  return choice.happens(0.5) ? 'shopping' : 'checkout';
}

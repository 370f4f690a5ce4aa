import type { Scheduler } from '../../shared/src/core/scheduler.ts';

/** A scheduler whose time moves only when it is told to. */
export interface TestScheduler extends Scheduler {
  /** Moves on, wakes each sleeper at its time and lets what it sets in motion come to rest before the next. */
  advance(milliseconds: number): Promise<void>;
  /** Stands still until something that takes no time has happened: a signature, an answer of a server. */
  until(isDone: () => boolean): Promise<void>;
  /** How many are asleep. */
  sleepers(): number;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Turns of the event loop in which chains of promises without input or output come to rest. */
const TURNS = 4;

/** Makes one; it begins at a time that means nothing, as monotonic clocks do. */
export function createTestScheduler(start = 1_000): TestScheduler {
  let now = start;
  const sleeping = new Set<Sleeper>();

  function next(until: number): Sleeper | undefined {
    const due = [...sleeping].filter(({ at }) => at <= until);
    return due.toSorted((a, b) => a.at - b.at)[0];
  }
  return {
    now: () => now,
    sleepers: () => sleeping.size,
    sleep(milliseconds, signal) {
      return new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          sleeping.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { at: now + milliseconds, wake };
        sleeping.add(sleeper);
        signal?.addEventListener('abort', wake);
      });
    },
    async advance(milliseconds) {
      const target = now + milliseconds;
      await settle();
      for (let sleeper = next(target); sleeper; sleeper = next(target)) {
        now = Math.max(now, sleeper.at);
        sleeper.wake();
        await settle();
      }
      now = target;
      await settle();
    },
    async until(isDone) {
      while (!isDone()) await turn();
    },
  };
}

async function settle(): Promise<void> {
  for (let count = 0; count < TURNS; count++) await turn();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

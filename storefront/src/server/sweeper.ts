import type { Logger } from './logger.ts';

/** Something that drops what has expired at `now`, in epoch seconds. */
export interface Sweepable {
  sweep(now: number): Promise<number>;
}

const SWEEP_EVERY_MILLISECONDS = 10 * 60_000;

/** Sweeps stores at once and then now and again; returns what stops it. Nothing depends on it but the size of the files. */
export function startSweeping(
  stores: readonly Sweepable[],
  clock: () => number,
  log: Logger,
): () => void {
  const sweepAll = (): void => {
    const now = Math.floor(clock() / 1000);
    for (const store of stores) {
      store.sweep(now).catch((err: unknown) => log.error({ err }, 'sweeping failed'));
    }
  };
  sweepAll();
  const timer = setInterval(sweepAll, SWEEP_EVERY_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}

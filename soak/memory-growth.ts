/** Memory of a process at one moment. */
export interface MemorySample {
  /** Since the beginning of the load. */
  readonly seconds: number;
  readonly bytes: number;
}

/** How memory grows, and how sure that is. */
export interface MemoryGrowth {
  readonly bytesPerSecond: number;
  /** One-sided: with 95 % confidence the memory grows by at least this much. Negative: it may as well shrink. */
  readonly atLeastPerSecond: number;
}

/** Long enough for a collection of the young generation in each, and often of the old one. */
const WINDOW_SECONDS = 10;
/** Student's t, one-sided 95 %, by degrees of freedom; beyond the list it hardly changes. */
const T95 = [6.31, 2.92, 2.35, 2.13, 2.02, 1.94, 1.89, 1.86, 1.83, 1.81];
const T95_BEYOND = 1.81;

/**
 * Growth of the memory that is needed, by least squares over the lowest sample of each window.
 *
 * A collected heap rises and falls by itself; what a process cannot give back shows in how low it still gets.
 * One sample per window also takes most of the dependence between neighbours out, without which no confidence
 * would mean anything.
 *
 * @throws {RangeError} On samples of fewer than three windows.
 */
export function memoryGrowth(samples: readonly MemorySample[]): MemoryGrowth {
  const lowest = lowestByWindow(samples);
  const n = lowest.length;
  if (n < 3) throw new RangeError(`"samples" expected at least three windows, got ${n}`);
  const x = mean(lowest.map(({ seconds }) => seconds));
  const y = mean(lowest.map(({ bytes }) => bytes));
  const spread = sum(lowest.map(({ seconds }) => (seconds - x) ** 2));
  const slope = sum(lowest.map(({ seconds, bytes }) => (seconds - x) * (bytes - y))) / spread;
  const residues = lowest.map(({ seconds, bytes }) => bytes - y - slope * (seconds - x));
  const error = Math.sqrt(sum(residues.map((each) => each ** 2)) / (n - 2) / spread);
  const t = T95[n - 3] ?? T95_BEYOND;
  return { bytesPerSecond: slope, atLeastPerSecond: slope - t * error };
}

function lowestByWindow(samples: readonly MemorySample[]): MemorySample[] {
  const windows = Map.groupBy(samples, ({ seconds }) => Math.floor(seconds / WINDOW_SECONDS));
  return [...windows.values()].map((window) =>
    window.reduce((low, sample) => (sample.bytes < low.bytes ? sample : low)),
  );
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

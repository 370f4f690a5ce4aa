import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';

type Interval = readonly [start: number, end: number];

/** Tells whether code was reached that nothing had reached before. */
export interface Coverage {
  /** Whether what ran since the last question reached anything new. Asking takes about 10 ms, whatever ran. */
  hasReached(): Promise<boolean>;
  /** The same; what is new counts as reached from now on. */
  learnReached(): Promise<boolean>;
}

/**
 * Begins to count, block by block (`Profiler.startPreciseCoverage` of V8). Only what is loaded afterwards is counted
 * in full: import targets behind it.
 *
 * @param isOurs Whether the code of a URL counts.
 */
export async function startCoverage(isOurs: (url: string) => boolean): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const untouched = new Map<string, readonly Interval[]>();

  async function ask(learns: boolean): Promise<boolean> {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    let isNew = false;
    for (const { url, functions } of result.filter((script) => isOurs(script.url))) {
      for (const each of functions) {
        if (compare(untouched, `${url}:${offsetsOf(each)}`, each, learns)) isNew = true;
      }
    }
    return isNew;
  }
  return { hasReached: () => ask(false), learnReached: () => ask(true) };
}

/** Whether a function has fewer blocks that nothing reached than before; `learns` keeps what is left of them. */
function compare(
  untouched: Map<string, readonly Interval[]>,
  key: string,
  { ranges: [whole, ...blocks] }: Profiler.FunctionCoverage,
  learns: boolean,
): boolean {
  if (!whole || whole.count === 0) return false;
  const missed = blocks.filter(({ count }) => count === 0).map(intervalOf);
  const before = untouched.get(key);
  const after = before ? common(before, missed) : missed;
  if (learns) untouched.set(key, after);
  return !before || lengthOf(after) < lengthOf(before);
}

function offsetsOf({ ranges: [whole] }: Profiler.FunctionCoverage): string {
  return `${whole?.startOffset}:${whole?.endOffset}`;
}

function intervalOf({ startOffset, endOffset }: Profiler.CoverageRange): Interval {
  return [startOffset, endOffset];
}

function common(one: readonly Interval[], other: readonly Interval[]): readonly Interval[] {
  return one.flatMap(([start, end]) =>
    other
      .map(([from, to]): Interval => [Math.max(start, from), Math.min(end, to)])
      .filter(([from, to]) => from < to),
  );
}

function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [start, end]) => sum + end - start, 0);
}

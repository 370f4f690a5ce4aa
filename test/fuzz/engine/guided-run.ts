import type { Choices } from './choices.ts';
import type { Coverage } from './coverage.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mutantOf } from './mutator.ts';
import { runCheck } from './run-check.ts';

/** What a run has brought. */
export interface GuidedRun {
  readonly runs: number;
  /** Inputs that reached code which none before had reached. */
  readonly reached: readonly string[];
  /** Inputs for which a property does not hold, as small as they could be made, with what was thrown. */
  readonly found: readonly (readonly [input: string, error: unknown])[];
}

/** How a run is made. */
export interface GuidedRunOptions {
  readonly inputs: readonly string[];
  readonly choices: Choices;
  readonly coverage: Coverage;
  /** Whether the run goes on; asked between batches. */
  readonly goesOn: () => boolean;
}

const BATCH = 128;
const MOST_FOUND = 8;
const MOST_KEPT_CHARACTERS = 8_192;
const SHRINKING_STEPS = 400;

/**
 * Runs mutants of a growing corpus: what reaches new code is kept, and changed in turn. Coverage is asked once a batch;
 * only a batch that reached something new is looked through, input by input.
 */
export async function runGuided(
  target: FuzzTarget,
  { inputs, choices, coverage, goesOn }: GuidedRunOptions,
): Promise<GuidedRun> {
  const corpus = [...inputs];
  const found = new Map<string, readonly [string, unknown]>();
  const reached: string[] = [];
  let runs = 0;

  async function run(input: string): Promise<void> {
    runs++;
    const error = await errorOf(target, input);
    if (error === null || found.has(String(error))) return;
    found.set(String(error), [await shrink(target, input, String(error)), error]);
  }
  for (const input of inputs) await run(input);
  await coverage.learnReached();
  while (goesOn() && found.size < MOST_FOUND) {
    const batch = Array.from({ length: BATCH }, () => mutantOf(target, corpus, choices));
    for (const input of batch) await run(input);
    if (!(await coverage.hasReached())) continue;
    const fresh = await pick(coverage, batch, run);
    corpus.push(...fresh);
    reached.push(...fresh);
  }
  return { runs, reached, found: [...found.values()] };
}

/** The inputs of a batch that reach something new, each of which is run again, alone. */
async function pick(
  coverage: Coverage,
  batch: readonly string[],
  run: (input: string) => Promise<void>,
): Promise<readonly string[]> {
  const fresh: string[] = [];
  for (const input of batch) {
    await run(input);
    if (await coverage.learnReached()) fresh.push(input);
  }
  return fresh.filter(({ length }) => length <= MOST_KEPT_CHARACTERS);
}

async function errorOf(target: FuzzTarget, input: string): Promise<unknown> {
  try {
    await runCheck(target, input);
    return null;
  } catch (error) {
    return error;
  }
}

/** Cuts pieces out for as long as the same property breaks. */
async function shrink(target: FuzzTarget, input: string, message: string): Promise<string> {
  let smallest = input;
  let steps = 0;
  for (let size = Math.ceil(input.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < smallest.length && steps < SHRINKING_STEPS; ) {
      const smaller = smallest.slice(0, at) + smallest.slice(at + size);
      steps++;
      if (String(await errorOf(target, smaller)) === message) smallest = smaller;
      else at += size;
    }
  }
  return smallest;
}

import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { anyInput } from './engine/any-input.ts';
import { inputsOf } from './engine/corpus.ts';
import type { FuzzTarget } from './engine/fuzz-target.ts';
import { runCheck } from './engine/run-check.ts';
import { TARGETS } from './targets.ts';

/** The bounded part of `npm run fuzz`: the same inputs in every run. */
const RUNS = 500;
const SEED = 20_261_126;
/** An input may have 100,000 characters; its first ones tell what it was. */
const SHOWN_CHARACTERS = 300;

describe.each(TARGETS.map((target) => [target.name, target] as const))('%s', (_, target) => {
  const inputs = inputsOf(target);

  it('holds its properties for everything that is kept', async () => {
    for (const input of inputs) await run(target, input);
  });

  it('holds them for mutants', async () => {
    const property = fc.asyncProperty(anyInput(target, inputs), (input) => runCheck(target, input));
    const { failed, counterexample } = await fc.check(property, { numRuns: RUNS, seed: SEED });
    if (failed) await run(target, counterexample?.[0] ?? '');
  });
});

async function run(target: FuzzTarget, input: string): Promise<void> {
  try {
    await runCheck(target, input);
  } catch (cause) {
    const shown = JSON.stringify(input.slice(0, SHOWN_CHARACTERS));
    throw new Error(`${String(cause)}: ${shown} (${input.length} characters)`, { cause });
  }
}

import { parseArgs } from 'node:util';
import { seededChoices } from '../test/fuzz/engine/choices.ts';
import { startCoverage } from '../test/fuzz/engine/coverage.ts';
import { inputsOf, readCorpus, writeCorpus } from '../test/fuzz/engine/corpus.ts';
import type { FuzzTarget } from '../test/fuzz/engine/fuzz-target.ts';
import { runGuided } from '../test/fuzz/engine/guided-run.ts';

/** Fuzzes the parsers for long, and keeps what reaches new code or breaks a property in test/fuzz/corpus. */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    target: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
});
const OURS = /\/(?:shared|storefront|shopping-domain|checkout-domain)\/src\//;
const coverage = await startCoverage((url) => OURS.test(url) || url.includes('/cborg/'));
// Behind the coverage, which counts only what is loaded after it in full.
const { TARGETS } = await import('../test/fuzz/targets.ts');
const chosen = TARGETS.filter(({ name }) => values.target === undefined || name === values.target);
if (chosen.length === 0) throw new TypeError(`there is no target "${values.target}"`);

write(`seed ${values.seed}`);
for (const [index, target] of chosen.entries()) {
  await fuzz(target, Number(values.seconds) / chosen.length, Number(values.seed) + index);
}

async function fuzz(target: FuzzTarget, seconds: number, seed: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  const run = await runGuided(target, {
    inputs: inputsOf(target),
    choices: seededChoices(seed),
    coverage,
    goesOn: () => performance.now() < end,
  });
  const kept = readCorpus(target);
  writeCorpus(target, {
    seed: target.sealsSeeds ? [] : [...kept.seed, ...target.seeds],
    reached: [...kept.reached, ...run.reached],
    found: [...kept.found, ...run.found.map(([input]) => input)],
  });
  write(`${target.name}: ${run.runs} inputs, ${run.reached.length} reached something new`);
  for (const [input, error] of run.found) {
    process.exitCode = 1;
    write(`  ${String(error)}: ${JSON.stringify(input.slice(0, 200))}`);
  }
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

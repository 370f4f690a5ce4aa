/**
 * Whether anything is lost, doubled or brought back when servers are killed under load: shoppers cross between two
 * servers, either of which ends by SIGKILL at random moments; then a checker compares what the shoppers were told
 * with what both stores hold.
 *
 * npm run soak:crash [-- --seconds 60] [--shoppers 200] [--rate 100] [--large 4] [--seed N] [--json] [--calm]
 *
 * `--calm` kills nobody: for what a crossing costs.
 */

import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runCrashLoad } from './crash-load.ts';
import { sumUpCrash } from './crash-summary.ts';
import { storyOf } from './shopper-story.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    shoppers: { type: 'string', default: '200' },
    rate: { type: 'string', default: '100' },
    large: { type: 'string', default: '4' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    calm: { type: 'boolean', default: false },
    json: { type: 'boolean' },
  },
});
const LARGE_LINES = 500;
const MAX_STORIES = 3;

const { seed } = values;
const [seconds, shoppers, rate, large] = [
  Number(values.seconds),
  Number(values.shoppers),
  Number(values.rate),
  Number(values.large),
];
const result = await runCrashLoad({
  seed,
  shoppers,
  large,
  largeLines: LARGE_LINES,
  pace: { kind: 'clocked', rate, seconds, isCalm: values.calm },
});
const summary = { seed, wantedPerSecond: rate, largeCarts: large, ...sumUpCrash(result) };

if (values.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
else tell();
if (summary.findings.length > 0) process.exitCode = 1;

function tell(): void {
  const { findings, ...figures } = summary;
  for (const [name, value] of Object.entries(figures)) {
    process.stdout.write(`${name}: ${JSON.stringify(value)}\n`);
  }
  process.stdout.write(`findings: ${findings.length}\n${findings.map((f) => `  ${f}\n`).join('')}`);
  for (const history of blamed()) process.stdout.write(`\n${storyOf(history, result.run.kills)}`);
}

function blamed() {
  const named = result.run.histories.filter(({ name }) =>
    summary.findings.some(
      (finding) => finding.startsWith(`${name},`) || finding.startsWith(`${name}:`),
    ),
  );
  return named.slice(0, MAX_STORIES);
}

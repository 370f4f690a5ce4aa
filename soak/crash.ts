/**
 * Whether anything is lost, doubled or brought back when servers are killed under load: shoppers cross between two
 * servers, either of which ends by SIGKILL at random moments; then a checker compares what the shoppers were told
 * with what both stores hold.
 *
 * npm run soak:crash [-- --seconds 60] [--shoppers 200] [--rate 100] [--seed N] [--json]
 */

import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runCrashLoad } from './crash-load.ts';
import { storyOf } from './shopper-story.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    shoppers: { type: 'string', default: '200' },
    rate: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    json: { type: 'boolean' },
  },
});
const MAX_STORIES = 3;

const [seconds, shoppers, rate] = [values.seconds, values.shoppers, values.rate].map(Number);
const { seed } = values;
const result = await runCrashLoad({
  seed,
  shoppers: shoppers ?? 0,
  pace: { kind: 'clocked', rate: rate ?? 0, seconds: seconds ?? 0 },
});
const { run, findings, crossings, orders } = result;
const exchanges = run.histories.flatMap(({ steps }) => steps.flat());
const kills = (side: string): number => run.kills.filter((kill) => kill.side === side).length;
const thefts = exchanges.filter(({ ask }) => ask.kind === 'accept' && ask.by === 'thief');
const summary = {
  seed,
  shoppers,
  seconds: Number(result.seconds.toFixed(1)),
  crossings,
  crossingsPerSecond: Number((crossings / result.seconds).toFixed(1)),
  wantedPerSecond: rate,
  kills: { shopping: kills('shopping'), checkout: kills('checkout') },
  requests: exchanges.length,
  unanswered: exchanges.filter(({ outcome }) => outcome === 'unknown').length,
  stolenTokens: thefts.length,
  orders,
  findings,
};

if (values.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
else tell();
if (findings.length > 0) process.exitCode = 1;

function tell(): void {
  const { findings: _, kills: killed, ...figures } = summary;
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name}: ${value}\n`);
  process.stdout.write(`kills: shopping ${killed.shopping}, checkout ${killed.checkout}\n`);
  process.stdout.write(`findings: ${findings.length}\n${findings.map((f) => `  ${f}\n`).join('')}`);
  for (const history of blamed()) process.stdout.write(`\n${storyOf(history, run.kills)}`);
}

function blamed() {
  const named = run.histories.filter(({ name }) =>
    findings.some((finding) => finding.startsWith(`${name},`) || finding.startsWith(`${name}:`)),
  );
  return named.slice(0, MAX_STORIES);
}

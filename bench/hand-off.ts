/**
 * What a hand-off costs beside its peers: sealing and opening a cart, the length of its token, and requests a second
 * of the routes that it goes through.
 *
 * npm run bench [-- --baskets FILE] [-- --json] [-- --runs=7] [-- --timed=1000] [-- --write]
 *
 * `--baskets` reads carts (bench/baskets.ts); without it they are generated. `--write` keeps the results in
 * docs/charts/figures.json and writes the tables and charts of docs/benchmarks.md anew.
 */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_INLINE_CHARACTERS } from 'domain-bridge/handoff';
import { type Basket, generateBaskets, readBaskets } from './baskets.ts';
import { type CartToken, isHeldByState, makeCartToken } from './cart-token.ts';
import { FIGURES_FILE, writePage } from './charts/benchmarks-page.ts';
import { type Figure, machine, report, sumUp } from './figures.ts';
import { handOffTargets } from './hand-off-targets.ts';
import { measureHttpRates } from './http-rates.ts';
import { createFloor } from './peers/floor.ts';
import { createIron } from './peers/iron.ts';
import { createIronSession } from './peers/iron-session.ts';
import { createJose } from './peers/jose.ts';
import { createOurs } from './peers/ours.ts';
import { figureOf, type HttpName, mediansOf, type Results, spreadsOf } from './results.ts';
import { measureSealOpen } from './seal-open.ts';
import { measureLengths } from './token-lengths.ts';

const { values } = parseArgs({
  options: {
    baskets: { type: 'string' },
    runs: { type: 'string', default: '7' },
    timed: { type: 'string', default: '1000' },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
  },
});
const RUNS = Number(values.runs);
const FEWEST_RUNS = 5;
if (!(RUNS >= FEWEST_RUNS)) throw new RangeError(`--runs expected at least ${FEWEST_RUNS}`);

const PEERS = {
  ours: createOurs(),
  floor: createFloor(),
  jose: createJose(),
  iron: createIron(),
  ironSession: createIronSession(),
};

await measure();

async function measure(): Promise<void> {
  const baskets = values.baskets === undefined ? generateBaskets() : readBaskets(values.baskets);
  // Before the lengths, and without the other carts: a heap full of them would be cleared at everybody's cost.
  const timed = await pickTimed(baskets, Number(values.timed));
  const sealOpen = await measureSealOpen(PEERS, timed, RUNS);
  const skipped = baskets.filter((basket) => !isHeldByState(basket)).length;
  const tokenCharacters = {
    ours: await measureLengths(PEERS.ours, tokensOf(baskets)),
    jose: await measureLengths(PEERS.jose, tokensOf(baskets)),
    iron: await measureLengths(PEERS.iron, tokensOf(baskets)),
  };
  const http = await measureHttpRates(RUNS);
  const results: Results = {
    machine: machine(),
    measuredOn: new Date().toISOString().slice(0, 10),
    runs: RUNS,
    carts: {
      source: values.baskets === undefined ? 'generated' : basename(values.baskets),
      count: baskets.length - skipped,
      skipped,
      timed: timed.length,
    },
    sealOpenMicroseconds: spreadsOf(sealOpen),
    tokenCharacters,
    httpPerSecond: spreadsOf(http),
  };
  tell(results, [
    ...Object.entries(sealOpen).map(([name, samples]) =>
      figureOf(name as keyof typeof sealOpen, 'µs', samples),
    ),
    ...Object.entries(http).map(([name, samples]) => figureOf(name as HttpName, '/s', samples)),
  ]);
}

function* tokensOf(baskets: readonly Basket[]): Iterable<CartToken> {
  for (const basket of baskets) if (isHeldByState(basket)) yield makeCartToken(basket);
}

/** Carts evenly spread over all sizes, from the smallest to the largest, but for those that are parked. */
async function pickTimed(baskets: readonly Basket[], count: number): Promise<CartToken[]> {
  const bySize = baskets.filter(isHeldByState).sort((a, b) => a.lines.length - b.lines.length);
  const step = Math.max(1, bySize.length / count);
  const picked: CartToken[] = [];
  for (let at = step / 2; at < bySize.length; at += step) {
    const basket = bySize[Math.floor(at)];
    const token = basket && makeCartToken(basket);
    if (token && (await PEERS.ours.seal(token)).length <= DEFAULT_INLINE_CHARACTERS)
      picked.push(token);
  }
  return picked;
}

function tell(results: Results, samples: readonly Figure[]): void {
  const { sealOpenMicroseconds, tokenCharacters, httpPerSecond, carts } = results;
  const targets = handOffTargets(results);
  if (values.write) {
    writeFileSync(fileURLToPath(FIGURES_FILE), `${JSON.stringify(results, null, 2)}\n`);
    writePage();
  }
  if (values.json) {
    const medians = {
      sealOpenMicroseconds: mediansOf(sealOpenMicroseconds),
      tokenCharacters,
      httpPerSecond: mediansOf(httpPerSecond),
    };
    process.stdout.write(`${JSON.stringify(medians)}\n`);
    if (targets.some(({ kept }) => !kept)) process.exitCode = 1;
    return;
  }
  const title = `hand-off of ${carts.count} carts (${carts.source}; ${carts.skipped} skipped)`;
  report(title, [...samples, ...lengthFigures(tokenCharacters)], targets);
}

function lengthFigures(lengths: Results['tokenCharacters']): Figure[] {
  return Object.entries(lengths).flatMap(([name, { p50, p99, max, inline2000 }]) => [
    sumUp(`${name}: token, median cart`, 'characters', [p50]),
    sumUp(`${name}: token, 99 % of the carts`, 'characters', [p99]),
    sumUp(`${name}: token, largest cart`, 'characters', [max]),
    sumUp(`${name}: tokens within 2,000 characters`, '%', [100 * inline2000]),
  ]);
}

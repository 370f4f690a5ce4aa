/**
 * What a hand-off costs beside its peers: sealing and opening a cart, the length of its token, and requests a second
 * of the routes that it goes through.
 *
 * npm run bench [-- --baskets FILE] [-- --json] [-- --runs=7] [-- --timed=400] [-- --write]
 *
 * `--baskets` reads carts (bench/baskets.ts); without it they are generated. `--write` keeps the results in
 * docs/charts/figures.json and writes the tables and charts of docs/benchmarks.md anew.
 */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateBaskets, readBaskets } from './baskets.ts';
import { type CartToken, makeCartToken } from './cart-token.ts';
import { FIGURES_FILE, writePage } from './charts/benchmarks-page.ts';
import { type Figure, machine, report, sumUp } from './figures.ts';
import { handOffTargets } from './hand-off-targets.ts';
import { measureHttpRates } from './http-rates.ts';
import { createFloor } from './peers/floor.ts';
import { createIron } from './peers/iron.ts';
import { createIronSession } from './peers/iron-session.ts';
import { createJose } from './peers/jose.ts';
import { createOurs } from './peers/ours.ts';
import type { Peer } from './peers/peer.ts';
import { figureOf, type HttpName, mediansOf, type Results, spreadsOf } from './results.ts';
import { measureSealOpen } from './seal-open.ts';
import { measureLengths } from './token-lengths.ts';

const { values } = parseArgs({
  options: {
    baskets: { type: 'string' },
    runs: { type: 'string', default: '7' },
    timed: { type: 'string', default: '400' },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
  },
});
const RUNS = Number(values.runs);
const FEWEST_RUNS = 5;
const MAX_TOKEN_CHARACTERS = 6_000;
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
  const tokens = baskets.flatMap((basket) => makeCartToken(basket) ?? []);
  const timed = await pickTimed(tokens, PEERS.ours, Number(values.timed));
  const sealOpen = await measureSealOpen(PEERS, timed, RUNS);
  const tokenCharacters = {
    ours: await measureLengths(PEERS.ours, tokens),
    jose: await measureLengths(PEERS.jose, tokens),
    iron: await measureLengths(PEERS.iron, tokens),
  };
  const http = await measureHttpRates(RUNS);
  const results: Results = {
    machine: machine(),
    measuredOn: new Date().toISOString().slice(0, 10),
    runs: RUNS,
    carts: {
      source: values.baskets === undefined ? 'generated' : basename(values.baskets),
      count: tokens.length,
      skipped: baskets.length - tokens.length,
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

/** Carts evenly spread over all sizes whose token may travel, from the smallest to the largest. */
async function pickTimed(
  tokens: readonly CartToken[],
  ours: Peer,
  count: number,
): Promise<CartToken[]> {
  const travelling: CartToken[] = [];
  for (const token of tokens) {
    if ((await ours.seal(token)).length <= MAX_TOKEN_CHARACTERS) travelling.push(token);
  }
  travelling.sort((a, b) => a.lines - b.lines);
  const step = travelling.length / Math.min(count, travelling.length);
  return Array.from({ length: Math.min(count, travelling.length) }, (_, i) => {
    const token = travelling[Math.floor((i + 0.5) * step)];
    if (!token) throw new RangeError('"count" expected to fit the tokens');
    return token;
  });
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

/**
 * How many requests a second the two routes that shoppers meet most answer, beside Express with helmet alone and
 * express-session: `/bridge/accept` on checkout, each with a fresh token, its claim and its cart in SQLite;
 * `/api/state` on the shop. Both servers run as in production.
 *
 * npm run bench:http [-- --json] [-- --runs=7]
 */
import { parseArgs } from 'node:util';
import { type Figure, report, short, sumUp } from './figures.ts';
import { HTTP_REQUESTS, type HttpSamples, measureHttp } from './http-rates.ts';
import { HTTP_ROUTES, type HttpRoute } from './http-targets.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '7' }, json: { type: 'boolean' } },
});
const CLAIMS: Readonly<Record<HttpRoute, string>> = {
  bareRedirect: 'Express and helmet: a redirect',
  accept: '`/bridge/accept`, claim and cart in SQLite',
  bareJson: 'Express and helmet: JSON of the same length',
  state: '`/api/state`, a cart of 15 lines',
  expressSession: 'express-session in memory, read and written, the same JSON',
};

const { perSecond, cpuMicroseconds, pinned } = await measureHttp(Number(values.runs));
const figures: Figure[] = HTTP_ROUTES.flatMap((route) => [
  sumUp(CLAIMS[route], '/s', perSecond[route]),
  sumUp(`${CLAIMS[route]}, CPU time of each`, 'µs', cpuMicroseconds[route]),
]);
const cores = pinned ? 'servers on one core, client on another' : 'cores not pinned';
report(`HTTP, ${HTTP_REQUESTS} requests a run and route, ${cores}`, figures, [
  target('accept', 'bareRedirect', 0.5, 'at least 50 % of a bare redirect'),
  target('state', 'bareJson', 0.75, 'at least 75 % of bare JSON'),
  target('state', 'expressSession', 2, 'at least 2 × express-session'),
]);

/** Run by run, so that both sides of a ratio have met the same machine. */
function target(route: HttpRoute, other: HttpRoute, least: number, text: string) {
  const byClock = ratios(perSecond, route, other);
  const byCpu = ratios(cpuMicroseconds, other, route);
  return {
    target: `${CLAIMS[route]}: ${text}`,
    measured: `${short(byClock.median)} × by the clock (${short(byClock.least)}–${short(byClock.most)}), ${short(byCpu.median)} × by CPU time (${short(byCpu.least)}–${short(byCpu.most)})`,
    kept: byClock.median >= least,
  };
}

function ratios(samples: HttpSamples, route: HttpRoute, other: HttpRoute): Figure {
  const pairs = samples[route].map((sample, run) => sample / (samples[other][run] ?? Number.NaN));
  return sumUp('', '×', pairs);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { NAMES, type Results } from '../results.ts';
import { type Bar, drawBars } from './bar-chart.ts';
import { tablesOf } from './tables.ts';

const DOCS = new URL('../../docs/', import.meta.url);
/** What tables and charts are made of. */
export const FIGURES_FILE: URL = new URL('charts/figures.json', DOCS);
/** The page that holds them. */
export const PAGE_FILE: URL = new URL('benchmarks.md', DOCS);

/** The kept results. */
export function readResults(): Results {
  return JSON.parse(readFileSync(FIGURES_FILE, 'utf8')) as Results;
}

/** Writes the tables of the page and its charts out of the kept results. */
export function writePage(): void {
  const results = readResults();
  writeFileSync(PAGE_FILE, withTables(readFileSync(PAGE_FILE, 'utf8'), tablesOf(results)));
  for (const [name, svg] of Object.entries(chartsOf(results))) {
    writeFileSync(new URL(`charts/${name}.svg`, DOCS), svg);
  }
}

/**
 * Puts tables where the page has `<!-- table: NAME -->` … `<!-- end -->`.
 *
 * @throws {RangeError} When the page has no such place.
 */
export function withTables(page: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const place = new RegExp(`(<!-- table: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
    if (!place.test(text)) throw new RangeError(`the page has no place for the table "${name}"`);
    return text.replace(place, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  }, page);
}

/** The charts, by the names of their files. */
export function chartsOf(results: Results): Readonly<Record<string, string>> {
  const { sealOpenMicroseconds, tokenCharacters, httpPerSecond } = results;
  return {
    'seal-open': drawBars({
      title: 'Seal and open a cart: time for each token',
      axis: 'microseconds, median of the runs; whiskers: fastest and slowest run',
      bars: barsOf(sealOpenMicroseconds, ['ours']),
    }),
    'token-length': drawBars({
      title: 'Length of a token',
      axis: 'characters',
      bars: Object.entries(tokenCharacters).flatMap(([name, { p50, p99 }]) => [
        { label: `${shortName(name)}, median cart`, value: p50, isOurs: name === 'ours' },
        { label: `${shortName(name)}, 99 % of carts`, value: p99, isOurs: name === 'ours' },
      ]),
      mark: { value: 2_000, label: 'limit of a link' },
    }),
    http: drawBars({
      title: 'Requests a second, server on one core',
      axis: 'requests a second, median of the runs; whiskers: slowest and fastest run',
      bars: barsOf(httpPerSecond, ['accept', 'state']),
    }),
  };
}

function barsOf(
  spreads: Readonly<Record<string, { min: number; median: number; max: number }>>,
  ours: readonly string[],
): Bar[] {
  return Object.entries(spreads).map(([name, { min, median, max }]) => ({
    label: shortName(name),
    value: median,
    min,
    max,
    isOurs: ours.includes(name),
  }));
}

function shortName(name: string): string {
  return (
    (NAMES as Readonly<Record<string, string>>)[name]?.replace(/^floor: |, JSON$/g, '') ?? name
  );
}

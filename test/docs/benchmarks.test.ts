import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { chartsOf, readResults, withTables } from '../../bench/charts/benchmarks-page.ts';
import { tablesOf } from '../../bench/charts/tables.ts';
import { readPage, tableRows } from './page.ts';

const PAGE = readPage('docs/benchmarks.md');

function readChart(name: string): string {
  const file = new URL(`../../docs/charts/${name}.svg`, import.meta.url);
  return readFileSync(fileURLToPath(file), 'utf8');
}

describe('docs/benchmarks.md', () => {
  const results = readResults();

  it('has the tables of the kept figures, as `npm run bench:charts` writes them', () => {
    expect(withTables(PAGE, tablesOf(results))).toBe(PAGE);
  });

  it.each(Object.keys(chartsOf(results)))('has the chart "%s" of the kept figures', (name) => {
    expect(readChart(name)).toBe(chartsOf(results)[name]);
    expect(PAGE).toContain(`(charts/${name}.svg)`);
  });

  it('tells of five runs at least, with minimum, median and maximum in order', () => {
    expect(results.runs).toBeGreaterThanOrEqual(5);
    const spreads = [results.sealOpenMicroseconds, results.httpPerSecond].flatMap(Object.values);
    for (const { min, median, max } of spreads) {
      expect([min, median, max]).toEqual([min, median, max].sort((a, b) => a - b));
    }
    expect(spreads).toHaveLength(10);
  });

  it('names every target, whether it was kept or not', () => {
    const verdicts = tableRows(PAGE).map((cells) => cells.at(-1));
    const targets = verdicts.filter((cell) => cell === 'kept' || cell === 'MISSED');
    expect(targets).toHaveLength(9);
  });
});

describe('a page without a place for a table', () => {
  it('is not written', () => {
    expect(() => withTables('# Benchmarks', { http: '' })).toThrow(RangeError);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { planTable } from '../../scripts/plan-table.ts';
import { readPage, tableRows } from './page.ts';

const PAGE = readPage('docs/slas.md');
const PROOFS = tableRows(PAGE.slice(PAGE.indexOf('## 13.'), PAGE.indexOf('## 14.')))
  .slice(1)
  .map(([holds = '', file = '', title = '']) => ({ holds, file, title }));

/** The targets of the benches, in the order of the page, and the bench that measures each. */
const TARGETS: readonly (readonly [target: string, bench: string])[] = [
  ...['cookies', 'httpOnly', 'server'].map(
    (storage) =>
      [
        `${storage}: a warm request costs at most 100 µs more than without the bridge`,
        'slas-warm',
      ] as const,
  ),
  ['at least 1000 private token requests a second on one core, in every run', 'emulator-tokens'],
];

function readSource(path: string): string | null {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** The source of a bench, with what it leaves open in its target written out. */
function writtenOut(path: string, target: string): string {
  const [storage = ''] = target.split(':', 1);
  const source = readSource(path) ?? '';
  return source
    .replace(/\$\{storage\}/g, storage)
    .replace(/\$\{TARGET_MICROSECONDS\}/g, '100')
    .replace(/\$\{TARGET_A_SECOND\}/g, '1000');
}

describe('docs/slas.md', () => {
  it('has the table of plans as the planner prints it', () => {
    expect(PAGE).toContain(`\n${planTable()}\n`);
  });

  it('names something that is proven', () => {
    expect(PROOFS.length).toBeGreaterThan(30);
  });

  it.each(PROOFS)('names a test that is there: $title', ({ file, title }) => {
    expect(readSource(file)).toContain(title);
  });

  it('has a figure for each target, measured by a bench that judges by it', () => {
    const rows = tableRows(PAGE.slice(PAGE.indexOf('## 12.'), PAGE.indexOf('## 13.'))).slice(1);
    expect(rows.map(([target, , bench]) => [target, bench])).toEqual(
      TARGETS.map(([target, bench]) => [target, `bench/${bench}.ts`]),
    );
    for (const [target = '', measured, bench = ''] of rows) {
      expect(measured).toMatch(/^[\d,.]+ (?:µs|requests a second)$/);
      expect(writtenOut(bench, target)).toContain(target);
    }
  });
});

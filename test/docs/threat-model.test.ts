import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readPage, tableRows } from './page.ts';

const PAGE = readPage('docs/threat-model.md');
const ROOT = new URL('../../', import.meta.url);
const ATTACKS = Array.from({ length: 33 }, (_, i) => `A${i + 1}`);
const FOLDERS = ['test/attacks', 'test/slas/attacks'] as const;

/** Files of tests that a text names. */
function filesIn(text: string): string[] {
  return [...text.matchAll(/([\w./-]+\.test\.ts)/g)].map(([, file]) => file ?? '');
}

/** A chapter of the page, by its number. */
function chapter(number: number): string {
  const from = PAGE.indexOf(`\n## ${number}. `);
  const to = PAGE.indexOf(`\n## ${number + 1}. `);
  return PAGE.slice(from, to < 0 ? undefined : to);
}

const files = [...new Set(filesIn(PAGE))];
const attackFiles = FOLDERS.flatMap((folder) =>
  readdirSync(fileURLToPath(new URL(folder, ROOT)))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`),
);

describe('docs/threat-model.md', () => {
  it('names tests that are there', () => {
    expect(files.length).toBeGreaterThan(50);
    const missing = files.filter((file) => !existsSync(fileURLToPath(new URL(file, ROOT))));
    expect(missing).toEqual([]);
  });

  it.each([
    ['guarantees', 7],
    ['attacks', 8],
    ['guards', 9],
  ])('names every attack test among its %s', (_, number) => {
    const named = new Set(filesIn(chapter(number)));
    expect(attackFiles.filter((file) => !named.has(file))).toEqual([]);
  });

  it('has a row for each of A1 to A33, with a guard and a test', () => {
    const rows = tableRows(chapter(8)).filter(([name = '']) => /^A\d/.test(name));
    expect(rows.map(([name = '']) => name.split(' ', 1)[0])).toEqual(ATTACKS);
    for (const [, guard = '', tests = ''] of rows) {
      expect(guard.length).toBeGreaterThan(10);
      expect(filesIn(tests).length).toBeGreaterThan(0);
    }
  });

  it('gives every guarantee at least one test', () => {
    const rows = tableRows(chapter(7)).filter(([first = '']) => first !== 'guarantee');
    expect(rows.length).toBeGreaterThan(50);
    for (const [guarantee, tests = ''] of rows) {
      expect([guarantee, filesIn(tests).length]).not.toEqual([guarantee, 0]);
    }
  });

  it('says of every guard that was taken out how many tests fell, and at least one', () => {
    const rows = tableRows(chapter(9)).filter(([first = '']) => first !== 'attack');
    expect(rows.length).toBeGreaterThan(attackFiles.length);
    for (const [, guard, , fell = ''] of rows) {
      expect([guard, /^[1-9]\d* of \d+$/.test(fell)]).toEqual([guard, true]);
    }
  });

  it('stands in no part in SECURITY.md as well: that one is short and leads here', () => {
    const security = readPage('SECURITY.md');
    expect(security).toContain('(docs/threat-model.md)');
    expect(filesIn(security)).toEqual([]);
    const lines = PAGE.split('\n').filter((line) => line.length > 60);
    expect(lines.filter((line) => security.includes(line))).toEqual([]);
  });
});

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readPage, tableRows } from './page.ts';

const PAGE = readPage('docs/asvs.md');
const ROOT = new URL('../../', import.meta.url);
const VERDICTS = ['met', 'not applicable', 'not met'];
/** The requirements that were looked at, by chapter of the standard. */
const NUMBERS = [
  '7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.5.3 7.6.1 7.6.2',
  '9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4',
  '3.3.1 3.3.2 3.3.3 3.3.4 3.3.5',
  '3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.4.7 3.4.8 3.5.1 3.5.2 3.5.3 3.5.4 3.7.2 3.7.3 3.7.4 4.1.2 4.1.3 4.2.5',
  '10.1.1 10.1.2 10.2.1 10.2.2 10.4.1 10.4.2 10.4.3 10.4.5 10.4.6 10.4.10 10.5.5 10.6.2',
  '11.1.1 11.1.2 11.1.4 11.2.1 11.2.2 11.2.3 11.2.4 11.2.5 11.3.1 11.3.2 11.3.3 11.3.4 11.3.5 11.4.1 11.4.2 11.5.1',
  '14.1.1 14.2.1 14.2.2 14.2.3 14.2.5 14.2.6 14.2.7 14.3.1 14.3.2 14.3.3',
  '16.1.1 16.2.1 16.2.2 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 16.5.4',
  '2.2.1 2.2.2 2.2.3 2.3.1 2.3.3 2.3.4',
].flatMap((chapter) => chapter.split(' '));

/** One requirement. The tables of numbers have a column for the level. */
interface Requirement {
  readonly name: string;
  readonly verdict: string;
  readonly proof: string;
}

const REQUIREMENTS: readonly Requirement[] = tableRows(PAGE)
  .filter(([first = '']) => !['number', 'where'].includes(first))
  .map((cells) => ({
    name: cells.slice(0, -2).join(' · '),
    verdict: cells.at(-2) ?? '',
    proof: cells.at(-1) ?? '',
  }));

function testsIn(text: string): string[] {
  return [...text.matchAll(/([\w./-]+\.test\.ts)/g)].map(([, file]) => file ?? '');
}

describe('docs/asvs.md', () => {
  it('has a line for each requirement that was looked at, in this order', () => {
    const numbers = REQUIREMENTS.map(({ name }) => name.split(' ', 1)[0] ?? '');
    expect(numbers.filter((number) => /^\d+\.\d+\.\d+$/.test(number))).toEqual(NUMBERS);
  });

  it.each(REQUIREMENTS)('has a verdict with what it rests on: $name', ({ verdict, proof }) => {
    expect(VERDICTS).toContain(verdict);
    if (verdict === 'met') expect(testsIn(proof)).not.toEqual([]);
    else expect(proof.length).toBeGreaterThan(30);
  });

  it('names tests that are there', () => {
    const files = [...new Set(testsIn(PAGE))];
    expect(files.length).toBeGreaterThan(60);
    expect(files.filter((file) => !existsSync(fileURLToPath(new URL(file, ROOT))))).toEqual([]);
  });

  it('counts at its end what is not met', () => {
    const open = REQUIREMENTS.filter(({ verdict }) => verdict === 'not met');
    expect(open).toHaveLength(8);
    const end = PAGE.slice(PAGE.indexOf('## 12.'));
    for (const { name } of open) {
      const [number = ''] = name.split(' ', 1);
      if (/^\d/.test(number)) expect(end).toContain(number);
    }
  });
});

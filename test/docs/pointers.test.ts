import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findDocProblems } from '../../scripts/check-docs.ts';

describe('the pages of the documentation', () => {
  it('point at what is there: links, headings, files and scripts', () => {
    expect(findDocProblems()).toEqual([]);
  });
});

describe('the check of what pages point at', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'domain-bridge-pages-'));
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'package.json'), '{ "scripts": { "lint": "" } }');
    writeFileSync(join(root, 'docs/other.md'), '# Other\n\n## One `two` three: four\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it.each([
    ['[a](docs/other.md#one-two-three-four) and `npm run lint`', []],
    ['[a](docs/gone.md)', ['README.md: links to docs/gone.md, which is not there']],
    [
      '[a](docs/other.md#five)',
      ['README.md: links to docs/other.md#five; docs/other.md has no such heading'],
    ],
    ['`test/gone.test.ts`', ['README.md: names test/gone.test.ts, which is not there']],
    ['`npm run gone`', ['README.md: names npm run gone, which is not there']],
    ['```\n[a](docs/gone.md)\n```', []],
  ])('finds what is wrong with %j', (text, problems) => {
    writeFileSync(join(root, 'README.md'), text);
    expect(findDocProblems(root)).toEqual(problems);
  });
});

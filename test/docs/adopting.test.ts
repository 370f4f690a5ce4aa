import { describe, expect, it } from '@jest/globals';
import { compile } from './compiler.ts';
import { codeBlocks, readPage } from './page.ts';

const PAGES = ['docs/adopting.md', 'docs/slas.md', 'shared/README.md'];

/** The TypeScript blocks of a page, by the file name after the fence. */
function examples(page: string): Record<string, string> {
  const blocks = codeBlocks(readPage(page)).filter(({ language }) => language === 'ts');
  return Object.fromEntries(blocks.map(({ label, text }) => [label, text]));
}

describe('the TypeScript of the pages for adopters', () => {
  it.each(PAGES)('compiles with the settings of the project: %s', (page) => {
    const files = examples(page);
    expect(Object.keys(files).length).toBeGreaterThan(0);
    expect(compile(files)).toBe('');
  });

  it('has a name for every block, so that none is left out', () => {
    const labels = PAGES.flatMap((page) => codeBlocks(readPage(page)))
      .filter(({ language }) => language === 'ts')
      .map(({ label }) => label);
    expect(labels.every((label) => label.endsWith('.ts'))).toBe(true);
  });

  it('would not compile with a mistake in it', () => {
    const mistake = "import { createBridge } from 'domain-bridge/express';\ncreateBridge({});\n";
    expect(compile({ 'mistake.ts': mistake })).toContain('mistake.ts(2,');
  });
});

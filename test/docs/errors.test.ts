import { describe, expect, it } from '@jest/globals';
import { headings, readPage } from './page.ts';
import { sourceTexts } from './source-files.ts';

const documented = headings(readPage('docs/errors.md'), 3);
const shared = sourceTexts('shared/src');
/** What speaks HTTP. The catalogue does not: its codes are reasons, which stay inside a page. */
const speaking = [
  ...shared,
  ...sourceTexts('storefront/src/api', 'storefront/src/app', 'storefront/src/config'),
  ...sourceTexts('shopping-domain/src', 'checkout-domain/src'),
];

/** How sources write the codes that go out. */
const OUTER = [
  /\b[45]\d\d,\s*'([a-z_]+)'/g,
  /\brefuse\(\s*'([a-z_]+)'/g,
  /\bcode: '([a-z_]+)'/g,
  /\bcode: (?:'[a-z_]+' \| )*'([a-z_]+)'/g,
  /\bcode: '([a-z_]+)' \|/g,
  /\bcode: '[a-z_]+' \| '([a-z_]+)' \|/g,
  /[`'](single_domain):/g,
];
const INNER = [/'(ERR_[A-Z_]+)'/g];

function codesIn(texts: readonly string[], patterns: readonly RegExp[]): Set<string> {
  const found = texts.flatMap((text) => patterns.flatMap((p) => [...text.matchAll(p)]));
  return new Set(found.flatMap(([, code]) => code ?? []));
}

describe('docs/errors.md', () => {
  it('has a heading for every outer code of the sources, and for no other', () => {
    const outer = documented.filter((code) => !code.startsWith('ERR_'));
    expect(outer).toEqual([...codesIn(speaking, OUTER)].sort());
  });

  it('has a heading for every inner code of the sources, and for no other', () => {
    const inner = documented.filter((code) => code.startsWith('ERR_'));
    expect(inner).toEqual([...codesIn(speaking, INNER)].sort());
  });

  it('can trust what it looks for: no source makes a refusal from a code it does not spell out', () => {
    const made = speaking.flatMap((text) => [
      ...text.matchAll(/new RequestError\(\s*([^,]+?),\s*([^',\s][^,]*),/g),
    ]);
    const unspelt = new Set(made.map(([, , code = '']) => code.trim()));
    expect([...unspelt].sort()).toEqual(['code', 'outcome.code']);
  });
});

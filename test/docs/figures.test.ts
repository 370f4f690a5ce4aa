import { demoCatalogue, type Product } from '@domain-bridge/storefront/catalogue';
import { describe, expect, it } from '@jest/globals';
import { createKeyring, createSealer, encodeClaims } from 'domain-bridge/handoff';
import {
  type Article,
  addToLine,
  emptyState,
  encodeState,
  mintActor,
  sequence,
} from 'domain-bridge/state';
import { readPage, tableRows } from './page.ts';

const zeros = (length: number): Uint8Array => new Uint8Array(length);

/** Every article of the demo catalogue: each product with each choice of its options. */
function articlesOf({ sku, options = [] }: Product): Article[] {
  const choices = options.reduce<Record<string, string>[]>(
    (some, { name, values }) => some.flatMap((one) => values.map((v) => ({ ...one, [name]: v }))),
    [{}],
  );
  return choices.map((chosen) => ({ sku, options: chosen }));
}

/** Characters of a token that carries `count` lines, spread over the catalogue. */
function tokenCharacters(count: number): number {
  const articles = demoCatalogue.products.flatMap(articlesOf);
  const picked = Array.from(
    { length: count },
    (_, i) => articles[Math.floor((i * articles.length) / count)],
  );
  const adds = picked.flatMap((article, i) => (article ? [addToLine(article, 1 + (i % 9))] : []));
  const state = sequence(...adds)(emptyState(zeros), mintActor('shopping', zeros));
  const claims = encodeClaims({
    jti: 'A'.repeat(22),
    issuedAt: 1_800_000_000,
    flow: 'A'.repeat(16),
    challenge: zeros(32),
    returnPath: '/checkout',
    state: encodeState(state),
    link: null,
  });
  const keyring = createKeyring([{ kid: 'k1', secret: zeros(32) }]);
  return createSealer({ keyring, labels: ['figures'], random: zeros }).seal(claims).length;
}

describe('the figures in README.md', () => {
  const rows = tableRows(readPage('README.md')).filter(([cell = '']) => /^\d+ lines?$/.test(cell));

  it.each(rows)('are the ones of today: a token of %s has %s characters', (lines, characters) => {
    const stated = Number(characters?.replace(',', ''));
    expect(tokenCharacters(Number.parseInt(lines ?? '', 10))).toBe(stated);
  });

  it('are there', () => {
    expect(rows.length).toBeGreaterThan(2);
  });
});

import { describe, expect, it } from '@jest/globals';
import { toMoney } from './money.ts';
import { createProductSearch } from './product-search.ts';

const cup = {
  sku: '100',
  name: 'Cup',
  category: 'Table',
  description: 'For a crème brûlée.',
  price: toMoney(500),
  options: [{ name: 'glaze', values: ['Oat'] }],
};
const tin = { ...cup, sku: 'TIN-1', name: 'Tin', description: 'Fits beside a cup.', options: [] };
const pen = { ...tin, sku: 'PEN-1', name: 'Pen', category: 'Desk', description: 'Writes.' };
const search = createProductSearch([tin, cup, pen]);
const skus = (query: Parameters<typeof search>[0]) => search(query).map(({ sku }) => sku);

describe('product search', () => {
  it('finds everything for an empty query', () => {
    expect(skus({})).toEqual(['TIN-1', '100', 'PEN-1']);
    expect(skus({ category: '', text: '  ' })).toHaveLength(3);
  });

  it('narrows by category', () => {
    expect(skus({ category: 'Desk' })).toEqual(['PEN-1']);
    expect(skus({ category: 'desk' })).toEqual([]);
  });

  it('puts products named so before products that mention it', () => {
    expect(skus({ text: 'CUP' })).toEqual(['100', 'TIN-1']);
  });

  it('wants all words, in any order', () => {
    expect(skus({ text: 'beside tin' })).toEqual(['TIN-1']);
    expect(skus({ text: 'tin writes' })).toEqual([]);
  });

  it('looks past case and accents, and into SKUs and options', () => {
    expect(skus({ text: 'creme Brulee' })).toEqual(['100']);
    expect(skus({ text: 'pen-1' })).toEqual(['PEN-1']);
    expect(skus({ text: 'oat' })).toEqual(['100']);
  });

  it('takes characters of patterns as they are', () => {
    expect(skus({ text: '.*' })).toEqual([]);
    expect(skus({ text: '(' })).toEqual([]);
  });
});

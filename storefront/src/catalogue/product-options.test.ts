import { describe, expect, it } from '@jest/globals';
import { toMoney } from './money.ts';
import type { Product } from './product.ts';
import { completeOptions, countVariants, listVariants } from './product-options.ts';

const plain: Product = {
  sku: '1',
  name: 'Cup',
  category: 'Table',
  description: 'Holds tea.',
  price: toMoney(500),
};
const shirt: Product = {
  ...plain,
  options: [
    { name: 'size', values: ['S', 'M', 'L'] },
    { name: 'colour', values: ['Flax', 'Moss'] },
  ],
};

describe('completeOptions', () => {
  it('fills what was left out with the first value', () => {
    expect(completeOptions(shirt, { size: 'L' })).toEqual({ colour: 'Flax', size: 'L' });
    expect(completeOptions(shirt, undefined)).toEqual({ colour: 'Flax', size: 'S' });
  });

  it('gives one spelling, whatever the order of the choice', () => {
    const one = completeOptions(shirt, { size: 'L', colour: 'Moss' });
    const other = completeOptions(shirt, { colour: 'Moss', size: 'L' });
    expect(JSON.stringify(one)).toBe('{"colour":"Moss","size":"L"}');
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  it('refuses unknown options and unknown values', () => {
    expect(completeOptions(shirt, { length: 'L' })).toBeUndefined();
    expect(completeOptions(shirt, { size: 'XL' })).toBeUndefined();
    expect(completeOptions(shirt, { size: '' })).toBeUndefined();
    expect(completeOptions(shirt, JSON.parse('{"__proto__":"x"}'))).toBeUndefined();
    expect(completeOptions(plain, { size: 'S' })).toBeUndefined();
  });

  it('completes a product without options to none', () => {
    expect(completeOptions(plain, {})).toEqual({});
  });
});

describe('listVariants', () => {
  it('lists each combination once, the default first, all of them complete', () => {
    const variants = [...listVariants(shirt)];
    expect(variants[0]).toEqual(completeOptions(shirt, {}));
    expect(new Set(variants.map((variant) => JSON.stringify(variant))).size).toBe(6);
    expect(countVariants(shirt)).toBe(6);
    for (const variant of variants) expect(completeOptions(shirt, variant)).toEqual(variant);
  });

  it('lists one variant of a product without options', () => {
    expect([...listVariants(plain)]).toEqual([{}]);
  });
});

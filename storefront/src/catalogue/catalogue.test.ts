import { describe, expect, it } from '@jest/globals';
import { createCatalogue } from './catalogue.ts';
import { toMoney } from './money.ts';
import type { Product } from './product.ts';

const plain: Product = {
  sku: '10001',
  name: 'Cup',
  category: 'Table',
  description: 'Holds tea.',
  price: toMoney(500),
};

describe('createCatalogue', () => {
  it('finds products by their exact SKU only', () => {
    const catalogue = createCatalogue([plain, { ...plain, sku: 'CUP-B', category: 'Desk' }]);
    expect(catalogue.find('CUP-B')?.category).toBe('Desk');
    expect(catalogue.find('cup-b')).toBeUndefined();
    expect(catalogue.find('__proto__')).toBeUndefined();
    expect(catalogue.categories).toEqual(['Table', 'Desk']);
    expect(catalogue.currency).toBe('EUR');
  });

  it('keeps its products when the given list changes afterwards', () => {
    const price = { ...toMoney(500) };
    const catalogue = createCatalogue([{ ...plain, price }]);
    price.amount = 1;
    expect(catalogue.find('10001')?.price.amount).toBe(500);
  });

  it('lets nobody change a product', () => {
    const product = createCatalogue([plain]).find('10001') as { price: { amount: number } };
    expect(() => {
      product.price.amount = 1;
    }).toThrow(TypeError);
  });

  const text65 = 'x'.repeat(65);
  const option = { name: 'size', values: ['S'] };
  it.each<[string, Partial<Product>, RegExp]>([
    ['an empty SKU', { sku: ' ' }, /a SKU expected text/],
    ['a SKU of 65 characters', { sku: text65 }, /at most 64 characters, got 65/],
    ['a product without a name', { name: '' }, /name of product "10001" expected text/],
    ['a negative price', { price: toMoney(-1) }, /price of product "10001"/],
    ['an option without values', { options: [{ name: 'size', values: [] }] }, /at least one value/],
    ['a long option name', { options: [{ name: text65, values: ['S'] }] }, /an option name/],
    ['a long option value', { options: [{ name: 'size', values: [text65] }] }, /a value of option/],
    ['an option that comes twice', { options: [option, option] }, /unique, got "size" twice/],
    ['a value that comes twice', { options: [{ name: 'size', values: ['S', 'S'] }] }, /"S" twice/],
    [
      'nine options',
      { options: [...'abcdefghi'].map((name) => ({ name, values: ['x'] })) },
      /at most 8 options, got 9/,
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => createCatalogue([{ ...plain, ...change }])).toThrow(message);
  });

  it('refuses two products with one SKU', () => {
    expect(() => createCatalogue([plain, plain])).toThrow('got "10001" twice');
  });
});

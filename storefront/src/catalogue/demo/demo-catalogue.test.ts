import { describe, expect, it } from '@jest/globals';
import { countVariants } from '../product-options.ts';
import { demoCatalogue } from './demo-catalogue.ts';

const { products, categories } = demoCatalogue;
const counts = products.map(countVariants);
const variants = counts.reduce((sum, count) => sum + count, 0);

describe('the demo catalogue', () => {
  it('is a shop: at least 28 products on at least 6 shelves', () => {
    expect(products.length).toBeGreaterThanOrEqual(28);
    expect(categories.length).toBeGreaterThanOrEqual(6);
  });

  it('mixes SKUs of digits with others', () => {
    const numeric = products.filter(({ sku }) => /^\d{5,6}$/.test(sku));
    const mixed = products.filter(({ sku }) => /[A-Z]/.test(sku));
    expect(numeric.length).toBeGreaterThan(10);
    expect(mixed.length).toBeGreaterThan(10);
    expect(numeric.length + mixed.length).toBe(products.length);
  });

  it('has options on about half of its products', () => {
    const share = counts.filter((count) => count > 1).length / products.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.75);
  });

  it('has variants for carts of 500 lines, and not of one product only', () => {
    expect(variants).toBeGreaterThan(700);
    expect(variants - Math.max(...counts)).toBeGreaterThan(150);
  });

  it('draws each product as something of its own', () => {
    expect(new Set(products.map(({ picture }) => picture?.shape)).size).toBe(products.length);
  });
});

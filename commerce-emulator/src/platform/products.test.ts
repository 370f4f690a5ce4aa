import { describe, expect, it } from '@jest/globals';
import { createProducts, PRODUCT_CATEGORIES } from './products.ts';

describe('products', () => {
  it('has four products in each category', () => {
    const { all } = createProducts();
    for (const category of PRODUCT_CATEGORIES) {
      expect(all.filter((product) => product.category === category)).toHaveLength(4);
    }
  });

  it('finds by the exact id alone', () => {
    const products = createProducts();
    expect(products.find('clip-lamp')?.name).toBe('Clip lamp');
    expect(products.find('CLIP-LAMP')).toBeNull();
    expect(products.find('constructor')).toBeNull();
  });

  it('refuses a catalogue with an id twice', () => {
    const [product] = createProducts().all;
    if (product === undefined) throw new Error('no products');
    expect(() => createProducts([product, product])).toThrow(TypeError);
  });
});

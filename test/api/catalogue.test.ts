import { describe, expect, it } from '@jest/globals';
import { openStore } from '../support/open-store.ts';

const open = openStore();

describe.each(['shopping', 'checkout'] as const)('the catalogue of %s', (side) => {
  async function read(path: string) {
    return JSON.parse((await open.shopper('program').send(side, 'GET', path)).body);
  }

  it('lists at least 24 products in categories, some with options, all in minor units', async () => {
    const products = await read('/api/products');
    expect(products.length).toBeGreaterThanOrEqual(24);
    expect(
      new Set(products.map(({ category }: { category: string }) => category)).size,
    ).toBeGreaterThan(2);
    for (const product of products) {
      expect(product).toMatchObject({
        sku: expect.stringMatching(/^[\w-]{1,64}$/),
        name: expect.any(String),
        category: expect.any(String),
        price: { amount: expect.any(Number), currency: 'EUR' },
      });
      expect(Number.isInteger(product.price.amount)).toBe(true);
      const members = ['sku', 'name', 'category', 'price', 'options'];
      expect(members).toEqual(expect.arrayContaining(Object.keys(product)));
    }
    const withOptions = products.filter(({ options }: { options?: unknown }) => options);
    expect(withOptions.length).toBeGreaterThan(3);
    for (const { name, values } of withOptions[0].options) {
      expect([typeof name, Array.isArray(values)]).toEqual(['string', true]);
    }
  });

  it('draws a picture of every product', async () => {
    const products: { sku: string }[] = await read('/api/products');
    const program = open.shopper('program');
    const urls = products.map(({ sku }) => [program.url(side, `/pictures/${sku}.svg`)] as const);
    for (const answer of await program.browser.race(urls)) {
      expect(answer.headers['content-type']).toContain('image/svg+xml');
      expect(answer.body).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    }
  });

  it('ships at least by standard and express', async () => {
    const methods: { id: string }[] = await read('/api/shipping-methods');
    expect(methods.map(({ id }) => id)).toEqual(expect.arrayContaining(['standard', 'express']));
  });
});

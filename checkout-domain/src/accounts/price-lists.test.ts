import { demoCatalogue } from '@domain-bridge/storefront/catalogue';
import { describe, expect, it } from '@jest/globals';
import { priceListFor } from './price-lists.ts';

const [product] = demoCatalogue.products;

describe('price lists', () => {
  it('takes 30 per cent off for wholesale', () => {
    if (!product) throw new Error('the demo catalogue is empty');
    const expected = product.price.amount - Math.floor((product.price.amount * 30 + 50) / 100);
    expect(priceListFor('wholesale')(product).amount).toBe(expected);
  });

  it('shows everybody else the price of the catalogue', () => {
    if (!product) throw new Error('the demo catalogue is empty');
    for (const role of ['customer', 'admin', null] as const) {
      expect(priceListFor(role)(product)).toEqual(product.price);
    }
  });
});

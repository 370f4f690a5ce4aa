import { describe, expect, it } from '@jest/globals';
import { EMPTY_BASKET, parseBaskets } from './basket.ts';

describe('a basket out of Shopper Baskets', () => {
  it('is read with its lines, in minor units', () => {
    const item = { productId: 'brass-ruler', productName: 'Brass ruler', quantity: 3, price: 55.5 };
    const other = { productId: 'arc-lamp', productName: 'Arc lamp', quantity: 1, price: 159 };
    const basket = {
      basketId: 'b1',
      currency: 'USD',
      productTotal: 214.5,
      productItems: [item, other],
    };
    expect(parseBaskets({ total: 1, baskets: [basket] })).toEqual({
      basketId: 'b1',
      lines: [
        { productId: 'brass-ruler', name: 'Brass ruler', quantity: 3, priceCents: 5_550 },
        { productId: 'arc-lamp', name: 'Arc lamp', quantity: 1, priceCents: 15_900 },
      ],
      pieces: 4,
      totalCents: 21_450,
      currency: 'USD',
    });
  });

  it.each([[{ total: 0 }], [{ baskets: [] }], [null], ['text']])('is empty for %j', (body) => {
    expect(parseBaskets(body)).toEqual(EMPTY_BASKET);
  });

  it('is no trouble when fields are missing or of another kind', () => {
    const basket = { basketId: 'b1', productItems: [{ quantity: 'two', price: null }, null] };
    expect(parseBaskets({ baskets: [basket] })).toMatchObject({ pieces: 0, totalCents: 0 });
  });
});

import { describe, expect, it } from '@jest/globals';
import { createProducts } from '../platform/products.ts';
import { viewBasket } from './basket-view.ts';

const products = createProducts();
const basket = (items: readonly { itemId: string; productId: string; quantity: number }[]) => ({
  basketId: 'b',
  customerId: 'c',
  items,
  createdAt: 0,
  modifiedAt: 0,
});

describe('viewBasket', () => {
  it('adds up pieces and prices', () => {
    const view = viewBasket(
      basket([
        { itemId: '1', productId: 'clip-lamp', quantity: 2 },
        { itemId: '2', productId: 'brass-ruler', quantity: 1 },
      ]),
      products,
    );
    expect(view).toMatchObject({ pieces: 3, totalCents: 2 * 3600 + 1850 });
    expect(view.lines.map((line) => line.priceCents)).toEqual([7200, 1850]);
  });

  it('shows no basket as an empty one', () => {
    expect(viewBasket(null, products)).toEqual({ lines: [], pieces: 0, totalCents: 0 });
  });

  it('leaves out what is not sold any more', () => {
    const view = viewBasket(basket([{ itemId: '1', productId: 'moon', quantity: 1 }]), products);
    expect(view.pieces).toBe(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import { toMoney } from './money.ts';
import { createReducedPriceList, priceProduct, retailPriceList } from './price-list.ts';

const cup = {
  sku: '1',
  name: 'Cup',
  category: 'Table',
  description: 'Holds tea.',
  price: toMoney(1_005),
};

describe('price lists', () => {
  it('give the retail price, or one reduced by a rounded percentage', () => {
    expect(retailPriceList(cup)).toEqual(toMoney(1_005));
    expect(createReducedPriceList(30)(cup)).toEqual(toMoney(703));
    expect(createReducedPriceList(100)(cup)).toEqual(toMoney(0));
  });

  it('are refused when they are made with an impossible percentage', () => {
    expect(() => createReducedPriceList(101)).toThrow(RangeError);
  });

  it('are refused when they give an impossible price', () => {
    expect(() => priceProduct(cup, () => ({ amount: -1, currency: 'EUR' }))).toThrow(
      /list price of "1" expected/,
    );
  });
});

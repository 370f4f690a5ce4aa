import { describe, expect, it } from '@jest/globals';
import { checkUnitPrice, MAX_UNIT_PRICE, sumMoney, toMoney } from './money.ts';

describe('money', () => {
  it('sums minor units, and nothing to zero', () => {
    expect(sumMoney([toMoney(1), toMoney(250)])).toEqual({ amount: 251, currency: 'EUR' });
    expect(sumMoney([])).toEqual({ amount: 0, currency: 'EUR' });
  });

  it.each([0.5, Number.NaN, 2 ** 53])('refuses %p, which is not an exact amount', (amount) => {
    expect(() => toMoney(amount)).toThrow(RangeError);
  });

  it.each([-1, 1.5, MAX_UNIT_PRICE + 1])('refuses %p as the price of a piece', (amount) => {
    expect(() => checkUnitPrice({ amount, currency: 'EUR' }, 'price')).toThrow(/price expected/);
  });

  it('refuses a price in another currency', () => {
    const dollars = JSON.parse('{"amount":1,"currency":"USD"}');
    expect(() => checkUnitPrice(dollars, 'price of "A"')).toThrow(
      'price of "A" expected EUR, got USD',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { formatMoney, sumMoney } from './money.ts';
import { price, reduction, shippingPrice } from './price.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

describe('money', () => {
  it('writes minor units as a shopper in Ireland reads them', () => {
    expect(formatMoney(eur(124_950))).toBe('€1,249.50');
    expect(formatMoney(eur(5))).toBe('€0.05');
  });

  it('knows that not every currency has two digits', () => {
    expect(formatMoney({ amount: 1200, currency: 'JPY' })).toContain('1,200');
  });

  it('adds amounts, and nothing adds up to zero', () => {
    expect(sumMoney([eur(150), eur(275)], 'EUR')).toEqual(eur(425));
    expect(sumMoney([], 'EUR')).toEqual(eur(0));
  });

  it('shows a reduction with a minus and no shipping cost as free', () => {
    expect(String(price(eur(100)))).toContain('€1.00');
    expect(String(reduction(eur(100)))).toContain('−€1.00');
    expect(String(shippingPrice(eur(0)))).toContain('Free');
    expect(String(shippingPrice(eur(490)))).toContain('€4.90');
  });
});

import { describe, expect, it } from '@jest/globals';
import { demoCatalogue } from './demo/demo-catalogue.ts';
import { MAX_UNIT_PRICE, toMoney } from './money.ts';
import { priceCart } from './price-cart.ts';
import { createReducedPriceList } from './price-list.ts';

const options = { catalogue: demoCatalogue, now: 1_780_000_000 };
const empty = { lines: [], promotions: [], shipping: null };
const jug = { sku: '200152', quantity: 2 };

describe('priceCart', () => {
  it('prices lines, codes and shipping', () => {
    const cart = {
      lines: [jug, { sku: '60017', quantity: 1, options: { print: 'Leaves' } }],
      promotions: ['welcome10', 'FREESHIP'],
      shipping: { method: 'standard', country: 'IE' },
    };
    const quote = priceCart(cart, options);
    expect(quote).toMatchObject({
      subtotal: toMoney(5_850),
      discounts: [
        { code: 'WELCOME10', amount: toMoney(585) },
        { code: 'FREESHIP', amount: toMoney(490) },
      ],
      refusedPromotions: [],
      shipping: { method: 'standard', country: 'IE', price: toMoney(490) },
      total: toMoney(5_265),
    });
    expect(quote.lines[0]).toEqual({
      sku: '200152',
      name: 'Milk Jug',
      options: { glaze: 'Oat' },
      quantity: 2,
      unitPrice: toMoney(2_450),
      total: toMoney(4_900),
      available: true,
    });
    expect(quote.lines[1]).toMatchObject({ options: { print: 'Leaves' } });
  });

  it('reports what is not on sale, at no price and without throwing', () => {
    const lines = [
      { sku: 'GONE', quantity: 9, options: { size: 'S' } },
      { sku: '200152', quantity: 1, options: { glaze: 'Gold' } },
      { sku: '100288', quantity: 1 },
    ];
    const quote = priceCart({ ...empty, lines }, options);
    expect(quote.lines).toMatchObject([
      { name: 'GONE', options: { size: 'S' }, available: false, unavailable: 'unknown_sku' },
      { name: 'Milk Jug', available: false, unavailable: 'unknown_option', total: toMoney(0) },
      { available: true },
    ]);
    expect(quote.lines[2]).not.toHaveProperty('options');
    expect(quote.total).toEqual(toMoney(1_290));
  });

  it('reports shipping that cannot be carried out', () => {
    const shipping = { method: 'pickup', country: 'FR' };
    const quote = priceCart({ ...empty, lines: [jug], shipping }, options);
    expect(quote.shipping).toBeNull();
    expect(quote.refusedShipping).toMatchObject({ reason: 'country_not_served' });
    expect(quote.total).toEqual(quote.subtotal);
  });

  it('judges codes again by the moment and by the goods', () => {
    const promotions = ['SPRING25', 'FULLTABLE', 'NOPE'];
    const { refusedPromotions } = priceCart({ ...empty, lines: [jug], promotions }, options);
    expect(refusedPromotions.map(({ reason }) => reason)).toEqual([
      'expired',
      'below_minimum',
      'unknown',
    ]);
    const inApril = { ...options, now: Date.UTC(2025, 3, 10) / 1_000 };
    const quote = priceCart({ ...empty, lines: [jug], promotions: ['SPRING25'] }, inApril);
    expect(quote.discounts).toMatchObject([{ amount: toMoney(1_225) }]);
  });

  it('takes prices from the list it is given', () => {
    const priceList = createReducedPriceList(30);
    const quote = priceCart({ ...empty, lines: [jug] }, { ...options, priceList });
    expect(quote.subtotal).toEqual(toMoney(3_430));
  });

  it('charges nothing for an empty cart', () => {
    const shipping = { method: 'express', country: 'US' };
    const quote = priceCart({ lines: [], promotions: ['WELCOME10', 'FIVER'], shipping }, options);
    expect(quote.total).toEqual(toMoney(0));
  });

  it('stays exact for the largest cart at the highest price', () => {
    const lines = Array.from({ length: 1_000 }, () => ({ sku: '200152', quantity: 9_999 }));
    const priceList = () => toMoney(MAX_UNIT_PRICE - 1);
    const cart = { ...empty, lines, promotions: ['WELCOME10'] };
    const { subtotal, total } = priceCart(cart, { ...options, priceList });
    expect(BigInt(subtotal.amount)).toBe(9_999_000n * BigInt(MAX_UNIT_PRICE - 1));
    expect(total.amount).toBe(subtotal.amount - Math.round(subtotal.amount / 10));
    expect(Number.isSafeInteger(total.amount)).toBe(true);
  });

  it.each([0, -1, 1.5, 10_000, Number.NaN])(
    'refuses %p pieces, a slip of the caller',
    (quantity) => {
      const cart = { ...empty, lines: [{ sku: '200152', quantity }] };
      expect(() => priceCart(cart, options)).toThrow(RangeError);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { createOrder } from './order.ts';
import type { OrderQuote } from './order-quote.ts';
import { QUOTE } from './test-order.ts';

const usd = { amount: 500, currency: 'USD' };
const [boots, socks] = QUOTE.lines;
if (!boots || !socks) throw new Error('two lines are expected');

function order(quote: OrderQuote) {
  return createOrder({ userId: 'usr_ann', quote, clock: () => 1_700_000_000_900 });
}

describe('createOrder', () => {
  it('keeps the quote and adds id, user, time and the invoice', () => {
    expect(order(QUOTE)).toEqual({
      ...QUOTE,
      id: expect.stringMatching(/^ord_[\w-]{22}$/),
      userId: 'usr_ann',
      placedAt: 1_700_000_000,
      invoice: true,
    });
  });

  it('keeps nothing of the quote that is not part of an order', () => {
    const quote = { ...QUOTE, margin: 12, userId: 'usr_bob' };
    expect(order(quote)).not.toHaveProperty('margin');
    expect(order(quote).userId).toBe('usr_ann');
  });

  it('takes an order that is free of charge', () => {
    const free = { amount: 0, currency: 'EUR' };
    const line = { ...socks, unitPrice: free, total: free };
    const shipping = { ...QUOTE.shipping, price: free };
    expect(order({ lines: [line], discounts: [], shipping, total: free }).total.amount).toBe(0);
  });

  it.each<[string, OrderQuote]>([
    ['no line', { ...QUOTE, lines: [] }],
    ['a wrong total', { ...QUOTE, total: { amount: 17_864, currency: 'EUR' } }],
    [
      'a line total that is not price × quantity',
      { ...QUOTE, lines: [{ ...boots, quantity: 3 }, socks] },
    ],
    ['a quantity of zero', { ...QUOTE, lines: [boots, { ...socks, quantity: 0 }] }],
    ['half a piece', { ...QUOTE, lines: [boots, { ...socks, quantity: 1.5 }] }],
    [
      'half a cent',
      { ...QUOTE, discounts: [{ code: 'X', amount: { amount: 0.5, currency: 'EUR' } }] },
    ],
    [
      'a discount that adds',
      { ...QUOTE, discounts: [{ code: 'X', amount: { amount: -5, currency: 'EUR' } }] },
    ],
    ['two currencies', { ...QUOTE, lines: [boots, { ...socks, unitPrice: usd }] }],
    [
      'an amount that is no number',
      { ...QUOTE, shipping: { ...QUOTE.shipping, price: { amount: Number.NaN, currency: 'EUR' } } },
    ],
  ])('refuses %s', (_case, quote) => {
    expect(() => order(quote)).toThrow(RangeError);
  });
});

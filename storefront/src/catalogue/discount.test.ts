import { describe, expect, it } from '@jest/globals';
import { applyPromotions } from './discount.ts';
import { toMoney } from './money.ts';
import { createPromotionFinder } from './promotion.ts';

const find = createPromotionFinder([
  { code: 'TEN', description: '', benefit: { kind: 'percent', percent: 10 } },
  { code: 'MOST', description: '', benefit: { kind: 'percent', percent: 95 } },
  { code: 'COIN', description: '', benefit: { kind: 'amount', amount: toMoney(500) } },
  { code: 'SENT', description: '', benefit: { kind: 'free-shipping', methods: ['standard'] } },
  { code: 'ALSO', description: '', benefit: { kind: 'free-shipping', methods: ['standard'] } },
  {
    code: 'BIG',
    description: '',
    benefit: { kind: 'percent', percent: 20 },
    minimum: toMoney(1_000),
  },
  {
    code: 'MAY',
    description: '',
    benefit: { kind: 'percent', percent: 20 },
    validFrom: 100,
    validUntil: 200,
  },
]);
const by = (method: string) => ({ method, name: '', country: 'IE', price: toMoney(490) });

function apply(codes: string[], subtotal = 1_005, method = 'standard', now = 150) {
  return applyPromotions(codes, { subtotal: toMoney(subtotal), shipping: by(method), now }, find);
}
const amounts = (codes: string[], subtotal?: number) =>
  apply(codes, subtotal).discounts.map(({ amount }) => amount.amount);

describe('applyPromotions', () => {
  it('takes each percentage of the whole subtotal, rounded half up by itself', () => {
    expect(amounts(['TEN', 'BIG'])).toEqual([101, 201]);
  });

  it('takes a code once, in whatever case it comes', () => {
    expect(amounts(['ten', 'TEN', ' Ten '])).toEqual([101]);
  });

  it('never takes off more than the goods cost', () => {
    expect(amounts(['MOST', 'TEN', 'COIN'], 100)).toEqual([95, 5, 0]);
    expect(amounts(['COIN'], 499)).toEqual([499]);
  });

  it('frees shipping once, however many codes do', () => {
    expect(amounts(['SENT', 'ALSO'])).toEqual([490, 0]);
  });

  it('keeps free shipping for later while no method is chosen', () => {
    const base = { subtotal: toMoney(100), shipping: null, now: 0 };
    expect(applyPromotions(['SENT'], base, find)).toEqual({
      discounts: [{ code: 'SENT', description: '', amount: toMoney(0) }],
      refused: [],
    });
  });

  it.each([
    ['nope', 'unknown', 1_005, 'standard', 150],
    ['BIG', 'below_minimum', 999, 'standard', 150],
    ['SENT', 'other_shipping', 1_005, 'express', 150],
    ['MAY', 'not_started', 1_005, 'standard', 99],
    ['MAY', 'expired', 1_005, 'standard', 200],
  ])('refuses %s as %s', (code, reason, subtotal, method, now) => {
    const { discounts, refused } = apply([code], subtotal, method, now);
    expect(discounts).toEqual([]);
    expect(refused).toEqual([{ code: code.toUpperCase(), reason, detail: expect.any(String) }]);
  });

  it('holds from the first second of its time to the last', () => {
    expect(apply(['MAY'], 1_000, 'standard', 100).refused).toEqual([]);
    expect(apply(['MAY'], 1_000, 'standard', 199).refused).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { array, assert, constantFrom, integer, option, property, record } from 'fast-check';
import { demoCatalogue } from './demo/demo-catalogue.ts';
import { demoPromotions } from './demo/promotions.ts';
import { type PriceableCart, priceCart, type Quote } from './price-cart.ts';
import { shippingCountries } from './shipping-country.ts';

const options = { catalogue: demoCatalogue, now: Date.UTC(2025, 3, 10) / 1_000 };
const skus = [...demoCatalogue.products.map(({ sku }) => sku), 'GONE'];
const codes = [...demoPromotions.map(({ code }) => code), 'NOPE'];

const anyLine = record(
  {
    sku: constantFrom(...skus),
    quantity: integer({ min: 1, max: 9_999 }),
    options: constantFrom({}, { glaze: 'Sage' }, { size: 'M' }, { size: 'none such' }),
  },
  { requiredKeys: ['sku', 'quantity'] },
);
const anyShipping = record({
  method: constantFrom('standard', 'express', 'pickup', 'balloon'),
  country: constantFrom(...shippingCountries.map(({ code }) => code), 'AQ'),
});
const anyCart = record({
  lines: array(anyLine, { maxLength: 30 }),
  promotions: array(constantFrom(...codes), { maxLength: 10 }),
  shipping: option(anyShipping),
});

const sumOf = (amounts: readonly { amount: number }[]) =>
  amounts.reduce((sum, { amount }) => sum + amount, 0);

const price = (cart: PriceableCart): Quote => priceCart(cart, options);

describe('any cart', () => {
  it('totals to its lines, less its discounts, plus its shipping', () => {
    assert(
      property(anyCart, (cart) => {
        const { lines, subtotal, discounts, shipping, total } = price(cart);
        expect(subtotal.amount).toBe(sumOf(lines.map((line) => line.total)));
        for (const { unitPrice, quantity, total } of lines) {
          expect(total.amount).toBe(unitPrice.amount * quantity);
        }
        const off = sumOf(discounts.map(({ amount }) => amount));
        expect(total.amount).toBe(subtotal.amount - off + (shipping?.price.amount ?? 0));
      }),
    );
  });

  it('has no amount below zero and none that is not exact', () => {
    assert(
      property(anyCart, (cart) => {
        const quote = price(cart);
        const amounts = [
          quote.subtotal,
          quote.total,
          ...quote.discounts.map(({ amount }) => amount),
          ...quote.lines.flatMap(({ unitPrice, total }) => [unitPrice, total]),
        ];
        for (const { amount } of amounts) {
          expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        }
      }),
    );
  });

  it('has each code either among the discounts or among the refusals, once', () => {
    assert(
      property(anyCart, (cart) => {
        const { discounts, refusedPromotions } = price(cart);
        const judged = [...discounts, ...refusedPromotions].map(({ code }) => code);
        expect(judged.sort()).toEqual([...new Set(cart.promotions)].sort());
      }),
    );
  });

  it('totals the same in whatever order its lines and codes come', () => {
    assert(
      property(anyCart, (cart) => {
        const turned = {
          ...cart,
          lines: cart.lines.toReversed(),
          promotions: cart.promotions.toReversed(),
        };
        expect(price(turned).total).toEqual(price(cart).total);
      }),
    );
  });

  it('is not changed by a line that is not on sale', () => {
    assert(
      property(anyCart, (cart) => {
        const more = { ...cart, lines: [...cart.lines, { sku: 'GONE', quantity: 3 }] };
        expect(price(more).total).toEqual(price(cart).total);
      }),
    );
  });
});

describe('one more piece', () => {
  const anyGrowing = array(anyLine, { minLength: 1, maxLength: 20 }).map((lines) => ({
    fewer: lines.map((line) => ({ ...line, quantity: Math.min(line.quantity, 9_998) })),
    more: lines.map((line, index) => ({
      ...line,
      quantity: Math.min(line.quantity, 9_998) + (index === 0 ? 1 : 0),
    })),
  }));

  it('never makes the subtotal smaller', () => {
    assert(
      property(anyGrowing, ({ fewer, more }) => {
        const cart = { promotions: codes, shipping: null };
        const [before, after] = [fewer, more].map((lines) => price({ ...cart, lines }));
        expect(after?.subtotal.amount).toBeGreaterThanOrEqual(before?.subtotal.amount ?? 0);
      }),
    );
  });

  // Thresholds (free shipping, a code's minimum) may make it cheaper, and shall; nothing else may.
  it('never makes the total smaller where no threshold is passed', () => {
    assert(
      property(anyGrowing, ({ fewer, more }) => {
        const cart = {
          promotions: ['WELCOME10', 'FREESHIP'],
          shipping: { method: 'express', country: 'FR' },
        };
        const [before, after] = [fewer, more].map((lines) => price({ ...cart, lines }));
        expect(after?.total.amount).toBeGreaterThanOrEqual(before?.total.amount ?? 0);
      }),
    );
  });
});

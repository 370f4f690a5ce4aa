import { describe, expect, it } from '@jest/globals';
import { type OrderModel, orderPage } from './order-page.ts';
import { eur, hostile, line, shopper } from './test-samples.ts';

const order: OrderModel = {
  id: 'ord_1',
  placedAt: 1_795_190_400,
  lines: [{ ...line, options: { Size: 'L' } }],
  discounts: [{ code: 'WELCOME10', amount: eur(190) }],
  shipping: { name: 'Standard', country: 'Ireland', price: eur(490) },
  total: eur(2200),
  justPlaced: false,
  shopHref: 'http://shop.test/',
};

describe('orderPage', () => {
  it('records what was ordered, when, and what it came to', () => {
    const page = String(orderPage(shopper, order));
    for (const text of ['Mug', 'Size: L', '€19.00', '−€1.90', '€4.90', '€22.00', '2026, 16:00 UTC'])
      expect(page).toContain(text);
    expect(page).toContain('Standard, Ireland');
    expect(page).not.toContain('Thank you');
  });

  it('thanks for an order that was just placed', () => {
    expect(String(orderPage(shopper, { ...order, justPlaced: true }))).toContain('Thank you');
  });

  it('leads back to the shop', () => {
    expect(String(orderPage(shopper, order))).toContain('href="http://shop.test/"');
  });

  it('says that there was no shipping rather than that it is still to choose', () => {
    const page = String(orderPage(shopper, { ...order, shipping: null }));
    expect(page).not.toContain('Not chosen yet');
  });

  it('escapes names, options, codes and ids', () => {
    const lines = [{ ...line, name: hostile, sku: hostile, options: { [hostile]: hostile } }];
    const discounts = [{ code: hostile, amount: eur(1) }];
    const page = String(orderPage(shopper, { ...order, id: hostile, lines, discounts }));
    expect(page).not.toContain('<script>alert');
  });
});

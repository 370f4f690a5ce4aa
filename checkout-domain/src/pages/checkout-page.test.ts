import { describe, expect, it } from '@jest/globals';
import { checkoutPage } from './checkout-page.ts';
import { checkout, guest, hostile, line, shopper } from './test-samples.ts';

describe('checkoutPage', () => {
  it('lets somebody signed in place the order, with the key that makes it one order', () => {
    const page = String(checkoutPage(shopper, checkout));
    expect(page).toContain('method="post" action="/api/orders"');
    expect(page).toContain('name="idempotencyKey" value="key-1"');
    expect(page).toContain('Place order (on invoice)');
  });

  it('asks everybody else to sign in or register, and offers no order', () => {
    for (const visitor of ['anonymous', 'recognized'] as const) {
      const page = String(checkoutPage({ ...guest, visitor }, checkout));
      expect(page).not.toContain('/api/orders');
      expect(page).toContain('href="/login?next=%2Fcheckout"');
      expect(page).toContain('href="/register?next=%2Fcheckout"');
    }
  });

  it('says what stands in the way instead of offering an order that would fail', () => {
    const refusals = ['OLD has ended.', hostile];
    const page = String(checkoutPage(shopper, { ...checkout, canOrder: false, refusals }));
    expect(page).not.toContain('/api/orders');
    expect(page).toContain('<li>OLD has ended.</li>');
    expect(page).toContain('This cannot be ordered yet');
    expect(page).not.toContain('<script>alert');
  });

  it('names the role that has its own prices', () => {
    const page = String(checkoutPage(shopper, { ...checkout, roleLabel: 'Wholesale prices' }));
    expect(page).toContain('<p class="badge">Wholesale prices</p>');
  });

  it('leads from an empty cart back to the shop', () => {
    const page = String(checkoutPage(shopper, { ...checkout, lines: [] }));
    expect(page).toContain('There is nothing to check out');
    expect(page).not.toContain('/api/orders');
  });

  it('escapes names and labels', () => {
    const lines = [{ ...line, name: hostile }];
    const model = { ...checkout, lines, roleLabel: hostile, idempotencyKey: hostile };
    expect(String(checkoutPage(shopper, model))).not.toContain('<script>alert');
  });
});

import { describe, expect, it } from '@jest/globals';
import { cartPage } from './cart-page.ts';
import { card, chrome, emptyCart, eur } from './test-samples.ts';

describe('cartPage', () => {
  it('leads from an empty cart back to the shop', () => {
    const page = String(cartPage(chrome, emptyCart));
    expect(page).toContain('Nothing in it yet');
    expect(page).not.toContain('Go to secure checkout');
  });

  it('leads from a filled cart to the secure checkout', () => {
    const line = { ...card, id: '10021', quantity: 1, unitPrice: eur(950), total: eur(950) };
    const lines = [{ ...line, available: true, version: '1' }];
    const page = String(cartPage(chrome, { ...emptyCart, lines }));
    expect(page).toMatch(/href="\/bridge"[^>]*>.*Go to secure checkout/);
    expect(page).toContain('<h2 class="section-title" id="lines-title">1 product</h2>');
  });
});

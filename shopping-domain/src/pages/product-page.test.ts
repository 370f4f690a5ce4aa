import { describe, expect, it } from '@jest/globals';
import { productPage } from './product-page.ts';
import { card, chrome, hostile } from './test-samples.ts';

describe('productPage', () => {
  const product = { ...card, description: 'Holds tea.' };

  it('puts SKU, options, quantity and the way back into one form', () => {
    const options = [{ name: 'Size', values: ['S', 'L'] }];
    const page = String(productPage(chrome, { product: { ...product, options }, related: [] }));
    expect(page).toContain('<form class="buy-form" method="post" action="/api/cart/lines">');
    for (const name of ['sku', 'option.Size', 'quantity', 'return'])
      expect(page).toContain(`name="${name}"`);
    expect(page).toContain('<label for="option-0">Size</label>');
    expect(page).toContain('value="/products/10021"');
  });

  it('describes the picture and escapes the product', () => {
    const bad = { ...product, name: hostile, description: hostile, sku: hostile };
    const page = String(productPage(chrome, { product: bad, related: [card] }));
    expect(page).toContain('alt="&quot;&gt;&lt;script');
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('You may also like');
  });
});

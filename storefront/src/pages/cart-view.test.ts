import { describe, expect, it } from '@jest/globals';
import { html } from '@remix-run/html-template';
import type { CartLine, CartModel } from './cart-model.ts';
import { cartView } from './cart-view.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const hostile = '<img src=x onerror=alert(1)>';

const line: CartLine = {
  id: '10021:a/b',
  sku: '10021',
  name: 'Mug',
  options: { Size: 'L' },
  quantity: 2,
  unitPrice: eur(950),
  total: eur(1900),
  available: true,
  href: '/products/10021',
  pictureHref: '/pictures/10021.svg',
  version: 'v7',
};
const model: CartModel = {
  lines: [line],
  promotions: [],
  shipping: null,
  shippingMethods: [{ id: 'standard', name: 'Standard' }],
  countries: [{ code: 'IE', name: 'Ireland' }],
  totals: { subtotal: eur(1900), discounts: [], total: eur(1900) },
};
const render = (given: CartModel) =>
  String(
    cartView(given, { returnPath: '/cart', linesTitle: 'Yours', nextStep: html`<i>next</i>` }),
  );

describe('cartView', () => {
  it('gives each line two forms that carry its version and the way back', () => {
    const page = render(model);
    expect(page.match(/action="\/api\/cart\/lines\/10021%3Aa%2Fb"/g)).toHaveLength(2);
    expect(page.match(/name="version" value="v7"/g)).toHaveLength(2);
    expect(page.match(/name="return" value="\/cart"/g)).toHaveLength(4);
    expect(page).toContain('type="hidden" name="quantity" value="0"');
    expect(page).toContain(
      '<label for="quantity-0" class="visually-hidden">Quantity of Mug</label>',
    );
  });

  it('lets a line that is no longer available only be removed', () => {
    const page = render({ ...model, lines: [{ ...line, available: false }] });
    expect(page).toContain('No longer available');
    expect(page).not.toContain('data-quantity-form');
    expect(page).toContain('name="quantity" value="0"');
  });

  it('adds and removes promotion codes, and says why one does not apply', () => {
    const promotions = [
      { code: 'A/B', description: '10 %' },
      { code: 'OLD', refused: 'It ended.' },
    ];
    const page = render({ ...model, promotions });
    expect(page).toContain('action="/api/promotions"');
    expect(page).toContain('action="/api/promotions/A%2FB"');
    expect(page).toContain('name="remove" value="1"');
    expect(page).toContain('Does not apply: It ended.');
  });

  it('asks for shipping with labelled fields and keeps what was chosen', () => {
    const shipping = { method: 'standard', country: 'IE', postalCode: 'D02' };
    const page = render({ ...model, shipping });
    expect(page).toContain('action="/api/shipping"');
    for (const name of ['method', 'country', 'postalCode'])
      expect(page).toContain(`name="${name}"`);
    for (const id of ['shipping-method', 'shipping-country', 'shipping-postal-code'])
      expect(page).toContain(`<label for="${id}">`);
    expect(page).toContain('value="D02"');
  });

  it('says that shipping is not chosen rather than that it is free', () => {
    expect(render(model)).toContain('Not chosen yet');
    expect(render({ ...model, totals: { ...model.totals, shipping: eur(0) } })).toContain('Free');
  });

  it('escapes what came from outside', () => {
    const page = render({
      ...model,
      lines: [
        { ...line, id: hostile, name: hostile, options: { [hostile]: hostile }, version: hostile },
      ],
      promotions: [{ code: hostile, refused: hostile }],
      shipping: { method: 'standard', country: 'IE', postalCode: hostile },
    });
    expect(page).not.toContain('<img src=x');
  });

  it('has no id twice, with however many lines', () => {
    const page = render({ ...model, lines: Array.from({ length: 500 }, () => line) });
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Shopper } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const LINE = { sku: 'GLS-RIB-4', quantity: '2' };
const PAGES = { shopping: '/cart', checkout: '/checkout' } as const;

const open = openStore();

describe.each(['shopping', 'checkout'] as const)('forms on %s', (side) => {
  const page = PAGES[side];
  async function submit(shopper: Shopper, path: string, form: Record<string, string>) {
    const { status, location } = await shopper.submit(side, path, { ...form, return: page });
    const { pathname = '', searchParams } = location === null ? {} : new URL(location);
    return { status, pathname, notice: searchParams?.get('notice') ?? null };
  }
  const back = (notice: string | null = null) => ({ status: 303, pathname: page, notice });

  it('do what the API does, and lead back to their page', async () => {
    const shopper = open.shopper();
    expect(await submit(shopper, '/api/cart/lines', LINE)).toEqual(back('added'));
    const { version } = await lineOn(shopper);
    const change = { quantity: '5', version };
    expect(await submit(shopper, `/api/cart/lines/${LINE.sku}`, change)).toEqual(back());
    expect(await submit(shopper, '/api/promotions', { code: 'welcome10' })).toEqual(back());
    const shipping = { method: 'standard', country: 'IE', postalCode: '' };
    expect(await submit(shopper, '/api/shipping', shipping)).toEqual(back());
    expect(await shopper.state(side)).toMatchObject({
      cart: { lines: [{ id: LINE.sku, quantity: 5 }] },
      promotions: ['WELCOME10'],
      shipping: { method: 'standard', country: 'IE' },
    });
    expect(await submit(shopper, '/api/promotions/WELCOME10', {})).toEqual(back());
    expect(await submit(shopper, `/api/cart/lines/${LINE.sku}`, { quantity: '0' })).toEqual(back());
    expect(await shopper.state(side)).toMatchObject({ cart: { lines: [] }, promotions: [] });
  });

  it('choose options by name', async () => {
    const shopper = open.shopper();
    const form = { sku: '100210', quantity: '1', 'option.glaze': 'Sage' };
    await submit(shopper, '/api/cart/lines', form);
    const { lines } = (await shopper.state(side)).cart;
    expect(lines).toMatchObject([{ sku: '100210', options: { glaze: 'Sage' } }]);
  });

  it.each([
    ['/api/cart/lines', { ...LINE, quantity: '0' }, 'invalid_quantity'],
    ['/api/cart/lines', { ...LINE, quantity: '1e3' }, 'invalid_quantity'],
    ['/api/cart/lines', { ...LINE, quantity: '-1' }, 'invalid_quantity'],
    ['/api/cart/lines', { ...LINE, quantity: ' 2' }, 'invalid_quantity'],
    ['/api/cart/lines', { sku: LINE.sku }, 'invalid_quantity'],
    ['/api/cart/lines', { ...LINE, sku: 'NOPE' }, 'unknown_sku'],
    ['/api/cart/lines', { ...LINE, 'option.size': 'L' }, 'unknown_option'],
    ['/api/cart/lines/NOPE', { quantity: '1' }, 'unknown_line'],
    ['/api/promotions', { code: 'NOPE' }, 'unknown_promotion'],
    ['/api/shipping', { method: 'pigeon', country: 'IE' }, 'unknown_shipping'],
  ])('to %s with %p say on their page what is wrong', async (path, form, code) => {
    const shopper = open.shopper();
    await shopper.add(side, { sku: LINE.sku }, 9);
    const before = await shopper.state(side);
    expect(await submit(shopper, path, form as Record<string, string>)).toEqual(back(code));
    expect(await shopper.state(side)).toEqual(before);
    const said = await shopper.see(side, `${page}?notice=${code}`);
    expect(said.body).toMatch(/class="notices"[^>]*>\s*<\w/);
  });

  it('of an old page change no line that it does not show', async () => {
    const shopper = open.shopper();
    await shopper.add(side, { sku: LINE.sku }, 2);
    const { version } = await lineOn(shopper);
    const path = `/api/cart/lines/${LINE.sku}`;
    await shopper.send(side, 'PUT', path, { quantity: 3 });
    const late = { quantity: '8', version };
    expect(await submit(shopper, path, late)).toEqual(back('cart_changed'));
    await shopper.send(side, 'DELETE', path);
    expect(await submit(shopper, path, late)).toEqual(back('unknown_line'));
    expect(await shopper.cart(side)).toEqual({});
    await shopper.add(side, { sku: LINE.sku }, 2);
    expect(await submit(shopper, path, { ...late, quantity: '0' })).toEqual(back('cart_changed'));
    expect(await shopper.cart(side)).toEqual({ [LINE.sku]: 2 });
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/api/state', 'cart'])(
    'never lead to %s',
    async (target) => {
      const shopper = open.shopper();
      const answer = await shopper.submit(side, '/api/cart/lines', { ...LINE, return: target });
      const home = side === 'shopping' ? '/' : '/checkout';
      expect(answer.location).toBe(shopper.url(side, `${home}?notice=added`));
    },
  );

  it('of programs get the problem itself', async () => {
    const shopper = open.shopper('program');
    const answer = await shopper.browser.ask(shopper.url(side, '/api/promotions'), {
      form: { code: 'NOPE' },
      headers: { origin: open.store.origins[side] },
    });
    expectProblem(answer, 422, 'unknown_promotion');
  });

  async function lineOn(shopper: Shopper): Promise<{ version: string }> {
    const { body } = await shopper.see(side, page);
    return { version: body.match(/name="version" value="([^"]+)"/)?.[1] ?? '' };
  }
});

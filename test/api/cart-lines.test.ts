import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Shopper, Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const LINES = '/api/cart/lines';
const PLAIN = { sku: 'GLS-RIB-4' };
const BAD_QUANTITIES = [-1, 1.5, '2', 1e9, 10_000, null, true, [1], {}, undefined];

const open = openStore();

describe.each(['shopping', 'checkout'] as const)('the cart lines of %s', (side) => {
  let shopper: Shopper;
  beforeAll(async () => {
    shopper = open.shopper('program');
    await shopper.add(side, PLAIN, 2);
  });
  async function expectRefusal(
    method: string,
    path: string,
    json: unknown,
    status: number,
    code: string,
  ) {
    const before = await shopper.state(side);
    expectProblem(await shopper.send(side, method, path, json), status, code);
    expect(await shopper.state(side)).toEqual(before);
  }

  it('answer an addition with the new state', async () => {
    const other = open.shopper('program');
    const answer = await other.send(side, 'POST', LINES, { ...PLAIN, quantity: 3 });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      session: { state: 'anonymous' },
      cart: { lines: [{ id: PLAIN.sku, sku: PLAIN.sku, quantity: 3 }] },
      promotions: [],
      shipping: null,
    });
    expect(JSON.parse(answer.body)).toEqual(await other.state(side));
  });

  it('add to a line that is there, set it, and remove it', async () => {
    const other = open.shopper('program');
    await other.add(side, PLAIN, 3);
    await other.add(side, PLAIN, 4);
    expect(await other.cart(side)).toEqual({ [PLAIN.sku]: 7 });
    const path = `${LINES}/${PLAIN.sku}`;
    expect((await other.send(side, 'PUT', path, { quantity: 5 })).status).toBe(200);
    expect(await other.cart(side)).toEqual({ [PLAIN.sku]: 5 });
    expect(await other.send(side, 'PUT', path, { quantity: 0 })).toMatchObject({ status: 200 });
    expect(await other.cart(side)).toEqual({});
    await other.add(side, PLAIN, 1);
    const removal = await other.send(side, 'DELETE', path);
    expect(removal.status).toBe(200);
    expect(JSON.parse(removal.body).cart.lines).toEqual([]);
  });

  it('take the first value of an option that is left out, and name the variant by a hash', async () => {
    const other = open.shopper('program');
    await other.add(side, { sku: '100210' });
    await other.add(side, { sku: '100210', options: { glaze: 'Oat' } });
    await other.add(side, { sku: '100210', options: { glaze: 'Sage' } });
    const { lines } = (await other.state(side)).cart;
    expect(lines.map(({ quantity }) => quantity).sort()).toEqual([1, 2]);
    for (const { id, options } of lines) {
      expect(id).toMatch(/^100210~[\w-]{11}$/);
      expect(Object.keys(options ?? {})).toEqual(['glaze']);
    }
  });

  it.each([0, ...BAD_QUANTITIES])('refuse to add %p pieces', (quantity) =>
    expectRefusal('POST', LINES, { ...PLAIN, quantity }, 400, 'invalid_quantity'),
  );
  it.each(BAD_QUANTITIES)('refuse to set %p pieces', (quantity) =>
    expectRefusal('PUT', `${LINES}/${PLAIN.sku}`, { quantity }, 400, 'invalid_quantity'),
  );
  it('refuse a bad quantity also of a line that is not there', () =>
    expectRefusal('PUT', `${LINES}/NOPE`, { quantity: 10_000 }, 400, 'invalid_quantity'));
  it('refuse an addition that passes 9,999 pieces', () =>
    expectRefusal('POST', LINES, { ...PLAIN, quantity: 9_998 }, 400, 'invalid_quantity'));

  it.each([undefined, null, 'NOPE', '', 42, ['GLS-RIB-4'], {}, '__proto__', 'constructor'])(
    'refuse the SKU %p',
    (sku) => expectRefusal('POST', LINES, { sku, quantity: 1 }, 422, 'unknown_sku'),
  );
  it.each<unknown>([
    { size: 'XXL' },
    { glaze: 'Mauve' },
    { glaze: 1 },
    ['Oat'],
    null,
    'Oat',
    { constructor: 'Oat' },
  ])('refuse the options %p', (options) =>
    expectRefusal('POST', LINES, { sku: '100210', options, quantity: 1 }, 422, 'unknown_option'),
  );
  it('refuse an option called __proto__', async () => {
    const body = '{"sku":"100210","quantity":1,"options":{"__proto__":"Oat"}}';
    const headers = { 'content-type': 'application/json' };
    const answer = await shopper.browser.ask(shopper.url(side, LINES), { body, headers });
    expectProblem(answer, 422, 'unknown_option');
  });

  it('refuse to set a line that is not there', () =>
    expectRefusal('PUT', `${LINES}/NOPE`, { quantity: 1 }, 404, 'unknown_line'));
  it('take the removal of a line that is not there for done', async () => {
    const before = await shopper.state(side);
    const answer = await shopper.send(side, 'DELETE', `${LINES}/constructor`);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual(before);
  });
  it('refuse an address that is no UTF-8', () =>
    expectRefusal('DELETE', `${LINES}/%E0%A4%A`, undefined, 400, 'malformed'));
});

describe('a cart of 500 lines', () => {
  it('takes no 501st, but more of the ones it has', async () => {
    const goods = await open.variants(501);
    const shopper = open.shopper();
    for (const variant of goods.slice(0, 500)) await shopper.add('shopping', variant);
    const full = await shopper.state('shopping');
    expect(full.cart.lines).toHaveLength(500);
    const line = { ...goods[500], quantity: 1 };
    expectProblem(await shopper.send('shopping', 'POST', LINES, line), 422, 'cart_full');
    expect(await shopper.state('shopping')).toEqual(full);
    await shopper.add('shopping', goods[0] as Variant);
    expect((await shopper.state('shopping')).cart.lines).toHaveLength(500);

    const form = await shopper.submit('shopping', LINES, { sku: '100210', quantity: '1' });
    expect(form.status).toBe(303);
  });
});

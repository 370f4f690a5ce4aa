import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Shopper } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { expectProblem } from '../support/problem.ts';

const WHISK = { sku: '300172' };
const PIN = { sku: '300191' };

describe('placing an order', () => {
  const open = openStore();
  let shopper: Shopper;
  beforeAll(async () => {
    shopper = open.shopper('program');
    await shopper.register();
  });

  function orderWith(who: Shopper, headers: Record<string, string>) {
    return who.browser.ask(who.url('checkout', '/api/orders'), { json: {}, headers });
  }
  async function orderCount(): Promise<number> {
    const { body } = await shopper.see('checkout', '/account');
    return new Set(body.match(/\/orders\/ord_[\w-]{22}/g)).size;
  }

  it('takes somebody who is signed in', async () => {
    const stranger = open.shopper('program');
    await stranger.add('checkout', WHISK);
    expectProblem(await stranger.order(), 401, 'sign_in_required');
    expect(await stranger.cart('checkout')).toEqual({ '300172': 1 });
  });

  it.each([
    {},
    { 'idempotency-key': '' },
    { 'idempotency-key': 'two words' },
    { 'idempotency-key': 'x'.repeat(256) },
  ])('takes an Idempotency-Key: %p will not do', async (headers) => {
    await shopper.add('checkout', WHISK);
    const before = await shopper.state('checkout');
    expectProblem(await orderWith(shopper, headers), 400, 'idempotency_key_required');
    expect(await shopper.state('checkout')).toEqual(before);
  });

  it('answers 201 with id, lines and total; the same key answers 200 with the same order', async () => {
    const key = randomUUID();
    const before = await orderCount();
    const first = await shopper.order(key);
    expect(first.status).toBe(201);
    const order = JSON.parse(first.body);
    expect(Object.keys(order)).toEqual(['id', 'lines', 'total']);
    expect(order).toMatchObject({
      id: expect.stringMatching(/^ord_[\w-]{22}$/),
      lines: [{ sku: '300172', name: 'Balloon Whisk', quantity: 4 }],
      total: { amount: 4 * 1690, currency: 'EUR' },
    });
    for (let time = 0; time < 2; time++) {
      expect(await shopper.order(key)).toMatchObject({ status: 200, body: first.body });
    }
    expect(await orderCount()).toBe(before + 1);
  });

  it('refuses a key that placed another cart, and the cart stays', async () => {
    const key = randomUUID();
    await shopper.add('checkout', WHISK);
    await shopper.order(key);
    await shopper.add('checkout', PIN);
    expectProblem(await shopper.order(key), 422, 'idempotency_key_reused');
    expect(await shopper.cart('checkout')).toEqual({ '300191': 1 });
    expect((await shopper.order()).status).toBe(201);
  });

  it('refuses an empty cart', async () => {
    expectProblem(await shopper.order(), 422, 'cart_empty');
  });

  it('places one order when 20 requests come with one key at once', async () => {
    await shopper.add('checkout', WHISK, 2);
    const before = await orderCount();
    const headers = { 'idempotency-key': randomUUID() };
    const url = shopper.url('checkout', '/api/orders');
    const all = Array.from({ length: 20 }, () => [url, { json: {}, headers }] as const);
    const answers = await shopper.browser.race(all);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await orderCount()).toBe(before + 1);
  });

  it('places one order of one cart when 20 requests come with keys of their own', async () => {
    await shopper.add('checkout', PIN, 3);
    const before = await orderCount();
    const url = shopper.url('checkout', '/api/orders');
    const all = Array.from({ length: 20 }, () => {
      const headers = { 'idempotency-key': randomUUID() };
      return [url, { json: {}, headers }] as const;
    });
    const statuses = (await shopper.browser.race(all)).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(19).fill(422)]);
    expect(await orderCount()).toBe(before + 1);
  });

  it('answers a repeated key though the first answer was lost', async () => {
    await shopper.add('checkout', WHISK);
    const headers = { 'idempotency-key': randomUUID() };
    const url = shopper.url('checkout', '/api/orders');
    const lost = await shopper.browser.ask(url, { json: {}, headers, lost: true });
    expect(await orderWith(shopper, headers)).toMatchObject({ status: 200, body: lost.body });
  });

  it('knows a key as its user’s only', async () => {
    const key = randomUUID();
    const other = open.shopper('program');
    await other.register();
    for (const who of [shopper, other]) {
      await who.add('checkout', WHISK);
      expect((await who.order(key)).status).toBe(201);
    }
  });

  it('by form leads to the order, and by an old form to the same one', async () => {
    const browser = open.shopper();
    await browser.register();
    await browser.add('checkout', WHISK);
    const { body } = await browser.see('checkout', '/checkout');
    const idempotencyKey = body.match(/name="idempotencyKey" value="([^"]+)"/)?.[1] ?? '';
    const first = await browser.submit('checkout', '/api/orders', { idempotencyKey });
    expect(first.status).toBe(303);
    expect(new URL(first.location ?? '').pathname).toMatch(/^\/orders\/ord_/);
    const again = await browser.submit('checkout', '/api/orders', { idempotencyKey });
    expect(again.location).toBe(first.location);
    const empty = await browser.submit('checkout', '/api/orders', { idempotencyKey: 'another' });
    expect(empty).toMatchObject({ status: 303 });
    expect(new URL(empty.location ?? '').search).toBe('?notice=cart_empty');
  });

  it('by form orders what the page shows, and not what came into the cart since', async () => {
    const browser = open.shopper();
    const account = await browser.register();
    await browser.add('checkout', WHISK);
    const orderButton = async (): Promise<Record<string, string>> => {
      const { body } = await browser.see('checkout', '/checkout');
      return { idempotencyKey: body.match(/name="idempotencyKey" value="([^"]+)"/)?.[1] ?? '' };
    };
    const old = await orderButton();
    const phone = open.shopper();
    await phone.signIn(account);
    await phone.add('checkout', PIN, 9);

    const refused = await browser.submit('checkout', '/api/orders', old);
    expect(refused.location).toBe(browser.url('checkout', '/checkout?notice=cart_changed'));
    expect(await browser.cart('checkout')).toEqual({ '300172': 1, '300191': 9 });

    const placed = await browser.submit('checkout', '/api/orders', await orderButton());
    expect(placed.location).toContain('/orders/ord_');
    await browser.add('checkout', PIN);
    expect((await browser.submit('checkout', '/api/orders', old)).location).toContain(
      'cart_changed',
    );
  });

  it('by form without a sign-in leads there and back', async () => {
    const browser = open.shopper();
    const answer = await browser.submit('checkout', '/api/orders', { idempotencyKey: 'k' });
    expect(answer.status).toBe(303);
    expect(answer.location).toContain('/login?next=%2Fcheckout');
  });

  it('shows orders to their user alone', async () => {
    await shopper.add('checkout', WHISK);
    const { id } = JSON.parse((await shopper.order()).body);
    expect((await shopper.see('checkout', `/orders/${id}`)).status).toBe(200);
    const other = open.shopper('program');
    await other.register();
    for (const path of [`/orders/${id}`, '/orders/ord_nothing', '/orders/__proto__']) {
      expectProblem(await other.send('checkout', 'GET', path), 404, 'not_found');
    }
    const stranger = await open.shopper().see('checkout', `/orders/${id}`);
    expect(new URL(stranger.url).pathname).toBe('/login');
  });

  it('takes along what was under way during the sign-in and is still in this browser alone', async () => {
    const browser = open.shopper();
    const url = browser.url('checkout', '/api/cart/lines');
    await browser.add('checkout', WHISK);
    const cookie = browser.browser.jar.getCookieStringSync(url);
    await browser.register();
    await browser.browser.ask(url, { json: { ...PIN, quantity: 2 }, headers: { cookie } });
    const { lines } = JSON.parse((await browser.order()).body);
    expect(lines.map(({ sku }: { sku: string }) => sku).sort()).toEqual(['300172', '300191']);
  });
});

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CHECKOUT, fetchToken, SHOP } from '../support/store-pair.ts';
import { type Adopters, put, putPosition, startAdopters, toCheckout, toShop } from './adopters.ts';

describe('an existing store that was bridged', () => {
  let stores: Adopters;
  beforeEach(async () => {
    stores = await startAdopters();
  });
  afterEach(() => stores.close());

  it.each(['existing-shop.ts', 'existing-checkout.ts'])(
    'took fewer than 60 lines in %s',
    (file) => {
      const source = readFileSync(new URL(file, import.meta.url), 'utf8');
      const [, after = ''] = source.split('// The bridge begins here.\n');
      const [added = ''] = after.split('// The bridge ends here.');
      const imports = source.split('\n').filter((line) => line.includes("'domain-bridge/"));
      const lines = [...imports, ...added.split('\n')].filter((line) => line.trim() !== '');
      expect(lines.length).toBeGreaterThan(20);
      expect(lines.length).toBeLessThan(60);
    },
  );

  it('carries its own cart across, with options and vouchers, and back again', async () => {
    const browser = stores.browser();
    await put(browser, 'SHIRT', 2, 'M');
    await put(browser, 'MUG', 1);
    await browser.request(`${SHOP}/vouchers`, { json: { code: 'WELCOME10' } });
    expect(await toCheckout(browser)).toEqual({
      positions: [
        { article: 'MUG', count: 1 },
        { article: 'SHIRT', count: 2, attributes: { size: 'M' } },
      ],
      coupons: ['WELCOME10'],
      delivery: null,
    });
    expect(await toShop(browser)).toEqual({
      basket: { MUG: { pieces: 1 }, 'SHIRT/M': { pieces: 2, size: 'M' } },
      vouchers: ['WELCOME10'],
    });
  });

  it('keeps what changed on either side between two crossings', async () => {
    const browser = stores.browser();
    await put(browser, 'MUG', 1);
    await put(browser, 'CUP', 5);
    await toCheckout(browser);
    await putPosition(browser, 'PEN', 3);
    await putPosition(browser, 'CUP', 2);
    await put(browser, 'INK', 4);
    const { positions } = await toCheckout(browser);
    const counts = Object.fromEntries(positions.map(({ article, count }) => [article, count]));
    expect(counts).toEqual({ CUP: 2, INK: 4, MUG: 1, PEN: 3 });
    expect((await toShop(browser)).basket).toEqual({
      CUP: { pieces: 2 },
      INK: { pieces: 4 },
      MUG: { pieces: 1 },
      PEN: { pieces: 3 },
    });
  });

  it('does not bring back what was removed on one side', async () => {
    const browser = stores.browser();
    await put(browser, 'MUG', 1);
    await put(browser, 'CUP', 1);
    await toCheckout(browser);
    await putPosition(browser, 'MUG', 0);
    expect((await toShop(browser)).basket).toEqual({ CUP: { pieces: 1 } });
    await put(browser, 'CUP', 0);
    expect((await toCheckout(browser)).positions).toEqual([]);
    expect((await toShop(browser)).basket).toEqual({});
  });

  it('adds nothing by repetition, and revives nothing', async () => {
    const browser = stores.browser();
    await put(browser, 'MUG', 2);
    const url = await fetchToken(browser, CHECKOUT);
    await browser.open(url);
    await browser.open(url);
    expect((await toCheckout(browser)).positions).toEqual([{ article: 'MUG', count: 2 }]);
    await putPosition(browser, 'MUG', 0);
    const { body } = await browser.open(url);
    expect(JSON.parse(body).positions).toEqual([]);
  });

  it('keeps the delivery that checkout alone knows of', async () => {
    const browser = stores.browser();
    const delivery = { method: 'express', country: 'IE' };
    await put(browser, 'MUG', 2);
    await toCheckout(browser);
    await browser.request(`${CHECKOUT}/delivery`, { json: delivery });
    await toShop(browser);
    expect((await toCheckout(browser)).delivery).toEqual(delivery);
  });

  it('keeps two browsers apart', async () => {
    const [browser, other] = [stores.browser(), stores.browser()];
    await put(browser, 'MUG', 2);
    await put(other, 'CUP', 1);
    const url = await fetchToken(browser, CHECKOUT);
    expect((await other.request(url)).status).toBe(400);
    expect((await toCheckout(other)).positions).toEqual([{ article: 'CUP', count: 1 }]);
    expect((await toCheckout(browser)).positions).toEqual([{ article: 'MUG', count: 2 }]);
  });

  it('refuses a cart that the bridge cannot carry, and leaves it as it is', async () => {
    const browser = stores.browser();
    await put(browser, 'MUG', 10_000);
    const answer = await browser.open(`${SHOP}/to-checkout`);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('Your cart is safe');
    const shown = JSON.parse((await browser.open(SHOP)).body);
    expect(shown.basket).toEqual({ MUG: { pieces: 10_000 } });
  });
});

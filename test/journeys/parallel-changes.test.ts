import { beforeAll, describe, expect, it } from '@jest/globals';
import { STORE_MODES } from '../support/bridge-modes.ts';
import type { Asking } from '../support/http-browser.ts';
import type { Shopper, Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import type { Side } from '../support/running-store.ts';

const COUNT = 20;

describe.each(STORE_MODES)('20 changes sent at once by one browser (%s)', (mode) => {
  const open = openStore({ env: { BRIDGE_MODE: mode } });
  let goods: Variant[];
  beforeAll(async () => {
    goods = await open.variants(COUNT);
  });

  function additions(shopper: Shopper, side: Side, asking: Asking = {}) {
    const url = shopper.url(side, '/api/cart/lines');
    return goods.map((variant) => {
      const json = { ...variant, quantity: 1 };
      return [url, { ...asking, json }] as const;
    });
  }
  async function countOn(shopper: Shopper, side: Side): Promise<number> {
    return Object.keys(await shopper.cart(side)).length;
  }

  it.each(['shopping', 'checkout'] as const)('all survive on %s, anonymous', async (side) => {
    const shopper = open.shopper();
    await shopper.see(side, side === 'shopping' ? '/' : '/checkout');
    const answers = await shopper.browser.race(additions(shopper, side));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await countOn(shopper, side)).toBe(COUNT);
  });

  it('all survive on checkout, signed in', async () => {
    const shopper = open.shopper();
    await shopper.register();
    await shopper.browser.race(additions(shopper, 'checkout'));
    expect(await countOn(shopper, 'checkout')).toBe(COUNT);
  });

  it('all survive on the shop, recognized', async () => {
    const shopper = open.shopper();
    await shopper.register();
    await shopper.cross('shopping');
    await shopper.browser.race(additions(shopper, 'shopping'));
    expect(await countOn(shopper, 'shopping')).toBe(COUNT);
  });

  it('of one line add up', async () => {
    const shopper = open.shopper();
    const variant = goods[0] as Variant;
    await shopper.add('shopping', variant, 1);
    const url = shopper.url('shopping', '/api/cart/lines');
    const same = goods.map(() => [url, { json: { ...variant, quantity: 1 } }] as const);
    await shopper.browser.race(same);
    expect(Object.values(await shopper.cart('shopping'))).toEqual([COUNT + 1]);
  });

  it.each([
    ['shopping', 'checkout'],
    ['checkout', 'shopping'],
  ] as const)('all cross from %s, though no answer arrived', async (from, to) => {
    const shopper = open.shopper();
    await shopper.see(from, from === 'shopping' ? '/' : '/checkout');
    await shopper.browser.race(additions(shopper, from, { lost: true }));
    await shopper.cross(to);
    expect(await countOn(shopper, to)).toBe(COUNT);
    await shopper.cross(from);
    expect(await countOn(shopper, from)).toBe(COUNT);
  });

  it('all survive a crossing that overtakes them', async () => {
    const shopper = open.shopper();
    await shopper.see('shopping', '/');
    const underway = additions(shopper, 'shopping', { lost: true }).map(([url, asking]) =>
      shopper.browser.ask(url, asking),
    );
    await shopper.cross('checkout');
    await Promise.all(underway);
    await shopper.cross('shopping');
    expect(await countOn(shopper, 'shopping')).toBe(COUNT);
    await shopper.cross('checkout');
    expect(await countOn(shopper, 'checkout')).toBe(COUNT);
  });

  it('all survive a sign-in that overtakes them', async () => {
    const shopper = open.shopper();
    await shopper.see('checkout', '/checkout');
    const underway = additions(shopper, 'checkout').map(([url, asking]) =>
      shopper.browser.ask(url, asking),
    );
    await shopper.register();
    await Promise.all(underway);
    expect(await countOn(shopper, 'checkout')).toBe(COUNT);
  });

  it.each([
    ['shopping', '/'],
    ['checkout', '/checkout'],
  ] as const)('find a cookie to go by on %s, as the first page plants it', async (side, path) => {
    const page = await open.shopper().see(side, path);
    expect(page.setCookies.join()).toContain('bridge-state=');
  });
});

import { describe, expect, it } from '@jest/globals';
import { STORE_MODES } from '../support/bridge-modes.ts';
import { demoAccount } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';

const WHISK = { sku: '300172' };

describe.each(STORE_MODES)('what was ordered (%s)', (mode) => {
  // Checkout does not reach the shop, so that only crossings tell it of orders.
  const open = openStore({
    env: { BRIDGE_MODE: mode, SHOPPING_INTERNAL_URL: 'http://127.0.0.1:9' },
  });

  it('comes back to no checkout cart, though the shop still has it and every cookie is gone', async () => {
    const shopper = open.shopper();
    await shopper.add('shopping', WHISK, 2);
    await shopper.cross('checkout');
    await shopper.register();
    expect((await shopper.order()).status).toBe(201);

    const checkoutCookies = shopper.browser.jar.getCookiesSync(shopper.url('checkout', '/'));
    for (const { domain, path, key } of checkoutCookies) {
      await shopper.browser.jar.store.removeCookie(domain, path, key);
    }
    expect(await shopper.cart('shopping')).toEqual({ '300172': 2 });
    await shopper.cross('checkout');
    expect(await shopper.cart('checkout')).toEqual({});
    await shopper.signIn(demoAccount(open.store));
    expect(await shopper.cart('checkout')).toEqual({});
  });

  it('can be put into the cart and ordered again on purpose', async () => {
    const shopper = open.shopper();
    await shopper.register();
    for (const quantity of [2, 3]) {
      await shopper.add('shopping', WHISK, quantity);
      await shopper.cross('checkout');
      const { lines } = JSON.parse((await shopper.order()).body);
      expect(lines).toMatchObject([{ sku: '300172', quantity }]);
      await shopper.cross('shopping');
      expect(await shopper.cart('shopping')).toEqual({});
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { STORE_MODES } from '../support/bridge-modes.ts';
import { newAccount, type Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';

describe.each(STORE_MODES)('another user signs in where one is signed in already (%s)', (mode) => {
  const open = openStore({ env: { BRIDGE_MODE: mode } });

  it('takes over neither the cart of the first one nor the account, on either domain', async () => {
    const [first, second] = (await open.variants(2)) as [Variant, Variant];
    const shopper = open.shopper();
    await shopper.add('shopping', first, 2);
    await shopper.cross('checkout');
    const ann = await shopper.register();
    await shopper.cross('shopping');

    const bob = await shopper.register(newAccount());
    expect(await shopper.cart('checkout')).toEqual({});
    await shopper.add('checkout', second, 5);
    await shopper.cross('shopping');
    expect(Object.values(await shopper.cart('shopping'))).toEqual([5]);

    await shopper.signIn(ann);
    expect(Object.values(await shopper.cart('checkout'))).toEqual([2]);
    const page = await shopper.see('checkout', '/account');
    expect(page.body).toContain(ann.email);
    expect(page.body).not.toContain(bob.email);
  });
});

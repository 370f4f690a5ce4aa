import { describe, expect, it } from '@jest/globals';
import type { Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';

describe('with BRIDGE_MODE=off', () => {
  const open = openStore({ env: { BRIDGE_MODE: 'off' } });

  it('the cart stays where it was filled, and the links lead straight across', async () => {
    const [mug] = (await open.variants(1)) as [Variant];
    const shopper = open.shopper();
    await shopper.add('shopping', mug, 2);
    const { body } = await shopper.see('shopping', '/cart');
    expect(body).toContain(`href="${shopper.url('checkout', '/checkout')}"`);

    const answer = await shopper.cross('checkout');
    expect(answer.url).toBe(shopper.url('checkout', '/checkout'));
    expect(await shopper.cart('checkout')).toEqual({});
    expect(Object.values(await shopper.cart('shopping'))).toEqual([2]);
  });
});

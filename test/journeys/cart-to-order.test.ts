import { beforeAll, describe, expect, it } from '@jest/globals';
import { recognizes } from '../support/bridge-modes.ts';
import { expectStatus, type Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { untilHeard } from '../support/until-heard.ts';

const SHIPPING = { method: 'express', country: 'DE', postalCode: '10115' };

describe.each([
  ['http', 'shop.localhost', 'encrypted'],
  ['https', 'shop.localhost', 'encrypted'],
  ['http', 'shop.test', 'encrypted'],
  ['http', 'shop.localhost', 'signed'],
  ['https', 'shop.localhost', 'signed'],
  ['http', 'shop.test', 'to-checkout:signed,to-shopping:encrypted'],
  ['http', 'shop.test', 'to-checkout:encrypted,to-shopping:signed'],
] as const)('with the shop on %s://%s, %s', (shoppingScheme, shoppingHost, mode) => {
  const checkoutHost = shoppingHost.replace('shop', 'checkout');
  const env = { BRIDGE_MODE: mode };
  const open = openStore({ shoppingScheme, shoppingHost, checkoutHost, env });
  let goods: Variant[];
  beforeAll(async () => {
    goods = await open.variants(121);
    await untilHeard(open.store);
  });

  it.each([1, 20, 120])(
    'a cart of %i lines crosses, is ordered and leaves both carts, but for what came meanwhile',
    async (count) => {
      const shopper = open.shopper();
      for (const [i, variant] of goods.slice(0, count).entries()) {
        await shopper.add('shopping', variant, (i % 3) + 1);
      }
      await shopper.send('shopping', 'POST', '/api/promotions', { code: 'WELCOME10' });
      await shopper.send('shopping', 'PUT', '/api/shipping', SHIPPING);
      const packed = await shopper.state('shopping');
      expect(packed.cart.lines).toHaveLength(count);

      const checkout = await shopper.cross('checkout');
      expect(new URL(checkout.url).search).toBe('');
      expect(await shopper.state('checkout')).toEqual(packed);

      await shopper.register();
      const signedIn = { ...packed, session: { state: 'authenticated' } };
      expect(await shopper.state('checkout')).toEqual(signedIn);

      // A second tab puts something into the shop's cart that checkout has not heard of.
      const meanwhile = goods[count] as Variant;
      await shopper.add('shopping', meanwhile, 4);

      const placed = JSON.parse(expectStatus(201, await shopper.order()).body);
      expect(placed.lines.map(nameOf).sort()).toEqual(packed.cart.lines.map(nameOf).sort());
      const page = await shopper.see('checkout', `/orders/${placed.id}?placed=1`);
      expect(page.body).toContain(placed.id);
      expect((await shopper.state('checkout')).cart.lines).toEqual([]);

      await shopper.cross('shopping');
      if (recognizes(shoppingScheme, mode)) await shopper.untilRecognized();
      const back = await shopper.state('shopping');
      const session = recognizes(shoppingScheme, mode) ? 'recognized' : 'anonymous';
      expect(back).toMatchObject({ promotions: [], session: { state: session } });
      expect(back.cart.lines).toEqual([expect.objectContaining({ ...meanwhile, quantity: 4 })]);
      expect(back.shipping).toEqual(SHIPPING);

      await shopper.cross('checkout');
      expect((await shopper.state('checkout')).cart.lines).toEqual(back.cart.lines);
      expect((await shopper.see('checkout', '/account')).body).toContain(placed.id);
    },
  );
});

/** A line by what it is and how much of it; the order of its options says nothing. */
function nameOf({ sku, options = {}, quantity }: Variant & { readonly quantity: number }): string {
  return JSON.stringify([sku, Object.entries(options).sort(), quantity]);
}

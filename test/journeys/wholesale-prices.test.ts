import { describe, expect, it } from '@jest/globals';
import { STORE_MODES } from '../support/bridge-modes.ts';
import { demoAccount, expectStatus, type Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';

describe.each(STORE_MODES)('a wholesale customer (%s)', (mode) => {
  const open = openStore({ env: { BRIDGE_MODE: mode } });

  it('pays wholesale prices, and sees them on checkout alone', async () => {
    const [mug] = (await open.variants(1)) as [Variant];
    const shopper = open.shopper();
    await shopper.add('shopping', mug);
    const retail = totalOn((await shopper.see('shopping', '/cart')).body);
    await shopper.cross('checkout');
    expect((await shopper.see('checkout', '/checkout')).body).toContain(retail);

    await shopper.signIn(demoAccount(open.store, 'wholesale'));
    const page = (await shopper.see('checkout', '/checkout')).body;
    expect(page).toContain('Wholesale prices');
    expect(page).not.toContain(retail);

    const shop = (await shopper.cross('shopping')).body;
    expect(shop).toContain(retail);
    expect(shop).not.toMatch(/wholesale/i);

    const { total, lines } = JSON.parse(expectStatus(201, await shopper.order()).body);
    const price = Math.round(Number(retail.replace(/\D/g, '')) * 0.7);
    expect(lines[0].unitPrice).toEqual({ amount: price, currency: 'EUR' });
    expect(total.amount).toBe(price + 490);
  });
});

/** The price of the one piece in the cart, as it is printed. */
function totalOn(page: string): string {
  return page.match(/€\d+\.\d\d/)?.[0] ?? '';
}

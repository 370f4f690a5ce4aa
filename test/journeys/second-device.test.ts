import { beforeAll, describe, expect, it } from '@jest/globals';
import { STORE_MODES } from '../support/bridge-modes.ts';
import type { Account, Shopper, Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';

describe.each(STORE_MODES)('signing in on a second device (%s)', (mode) => {
  const open = openStore({ env: { BRIDGE_MODE: mode } });
  let both: Variant;
  let saved: Variant;
  let carried: Variant;
  let account: Account;
  let second: Shopper;

  beforeAll(async () => {
    [both, saved, carried] = (await open.variants(3)) as [Variant, Variant, Variant];
    const first = open.shopper();
    account = await first.register();
    await first.add('checkout', both, 2);
    await first.add('checkout', saved, 1);

    second = open.shopper();
    await second.add('shopping', both, 5);
    await second.add('shopping', carried, 3);
    await second.cross('checkout');
    await second.signIn(account);
  });

  it('merges the stored cart with the carried one, quantities by the higher and never by the sum', async () => {
    const quantities = Object.values(await second.cart('checkout'));
    expect(quantities.sort()).toEqual([1, 3, 5]);
  });

  it('shows on the checkout page what came from where', async () => {
    const { body } = await second.see('checkout', '/checkout');
    expect(groupOf(body, 'merged-carried')).toContain('× 3');
    expect(groupOf(body, 'merged-carried')).not.toContain('× 1');
    expect(groupOf(body, 'merged-saved')).toContain('× 1');
    expect(groupOf(body, 'merged-saved')).not.toContain('× 3');
  });

  it('takes one side back in a click, and then has nothing more to show', async () => {
    const answer = await second.submit('checkout', '/checkout/merged/remove', {
      group: 'saved',
      return: '/checkout',
    });
    expect(answer).toMatchObject({ status: 303, location: second.url('checkout', '/checkout') });
    expect(Object.values(await second.cart('checkout')).sort()).toEqual([3, 5]);
    expect((await second.see('checkout', '/checkout')).body).not.toContain('merged-title');
  });

  it('shows the first device the same cart, as it is the account that has it', async () => {
    const third = open.shopper();
    await third.signIn(account);
    expect(await third.cart('checkout')).toEqual(await second.cart('checkout'));
    expect((await third.see('checkout', '/checkout')).body).not.toContain('merged-title');
  });

  it('removes nothing for somebody who is not signed in', async () => {
    const stranger = open.shopper();
    await stranger.add('checkout', both);
    await stranger.submit('checkout', '/checkout/merged/remove', { group: 'carried' });
    expect(Object.values(await stranger.cart('checkout'))).toEqual([1]);
  });
});

/** The section of the page under the heading with this id. */
function groupOf(page: string, id: string): string {
  return page.split(`aria-labelledby="${id}"`)[1]?.split('</section>')[0] ?? '';
}

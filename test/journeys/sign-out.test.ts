import { beforeAll, describe, expect, it } from '@jest/globals';
import { recognizes, STORE_MODES } from '../support/bridge-modes.ts';
import type { Account, Shopper, Variant } from '../support/http-shopper.ts';
import { openStore } from '../support/open-store.ts';
import { untilHeard } from '../support/until-heard.ts';

describe.each(STORE_MODES)('signing out (%s)', (mode) => {
  const open = openStore({ env: { BRIDGE_MODE: mode } });
  let goods: Variant[];
  beforeAll(async () => {
    goods = await open.variants(2);
    await untilHeard(open.store);
  });

  async function signedInOnBoth(): Promise<{ shopper: Shopper; account: Account }> {
    const shopper = open.shopper();
    await shopper.add('shopping', goods[0] as Variant, 2);
    await shopper.cross('checkout');
    const account = await shopper.register();
    await shopper.cross('shopping');
    if (recognizes('http', mode)) await shopper.untilRecognized();
    else expect((await shopper.state('shopping')).session).toEqual({ state: 'anonymous' });
    return { shopper, account };
  }

  it('leads to the shop and empties both sides', async () => {
    const { shopper } = await signedInOnBoth();
    const end = await shopper.signOut();
    expect(end).toMatchObject({ status: 200, url: shopper.url('shopping', '/?notice=signed_out') });
    expect(end.body).toContain('You are signed out.');
    for (const side of ['shopping', 'checkout'] as const) {
      expect(await shopper.state(side)).toMatchObject({
        session: { state: 'anonymous' },
        cart: { lines: [] },
      });
    }
  });

  it('keeps the cart with the account: it is back after signing in', async () => {
    const { shopper, account } = await signedInOnBoth();
    const before = await shopper.cart('checkout');
    await shopper.signOut();
    await shopper.signIn(account);
    expect(await shopper.cart('checkout')).toEqual(before);
    await shopper.cross('shopping');
    expect(await shopper.cart('shopping')).toEqual(before);
  });

  it('of a program reaches the shop with the next crossing', async () => {
    const { shopper } = await signedInOnBoth();
    expect(await shopper.send('checkout', 'POST', '/api/logout')).toMatchObject({ status: 204 });
    await shopper.cross('shopping');
    expect(await shopper.state('shopping')).toMatchObject({
      session: { state: 'anonymous' },
      cart: { lines: [] },
    });
  });

  it('makes the old session and state cookies worthless', async () => {
    const { shopper } = await signedInOnBoth();
    const cookie = shopper.browser.jar.getCookieStringSync(shopper.url('checkout', '/'));
    await shopper.signOut();
    const thief = open.shopper('program');
    const answer = await thief.browser.ask(thief.url('checkout', '/api/account'), {
      headers: { cookie },
    });
    expect(answer).toMatchObject({ status: 401 });
  });

  it('lets another user of the same browser find nothing of the first one', async () => {
    const { shopper, account } = await signedInOnBoth();
    await shopper.signOut();
    const other = await shopper.register();
    await shopper.add('checkout', goods[1] as Variant, 7);
    await shopper.cross('shopping');
    expect(Object.values(await shopper.cart('shopping'))).toEqual([7]);

    await shopper.signOut();
    await shopper.signIn(account);
    expect(Object.values(await shopper.cart('checkout'))).toEqual([2]);
    expect((await shopper.see('checkout', '/account')).body).not.toContain(other.email);
  });

  it('does nothing bad to somebody who never signed in', async () => {
    const shopper = open.shopper();
    await shopper.add('shopping', goods[0] as Variant, 3);
    await shopper.signOut();
    expect(Object.values(await shopper.cart('shopping'))).toEqual([3]);
  });
});

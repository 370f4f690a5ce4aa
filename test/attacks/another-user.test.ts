import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { add, CHECKOUT, fetchToken, OTHER_USER, SHOP, see, signIn } from '../support/store-pair.ts';

/** One browser, two users, no sign-out between them. */
describe('another user in the same browser', () => {
  const pair = eachStorePair();

  async function recognizedAs(entity: string) {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG', 2);
    await signIn(browser, entity);
    const url = await fetchToken(browser, SHOP);
    await browser.open(url);
    return { browser, url };
  }

  it('begins a new state on the shop: the cart of the first one is not shown', async () => {
    const { browser } = await recognizedAs('user-1');
    await add(browser, SHOP, 'SECRET');
    await signIn(browser, OTHER_USER);
    await browser.open(`${SHOP}/bridge/start`);
    const shown = await see(browser, SHOP);
    expect(shown.session.state).toBe('recognized');
    expect(shown.lines).toEqual({});
  });

  it('is not put out of place by a repeated token of the first one', async () => {
    const { browser, url } = await recognizedAs('user-1');
    await signIn(browser, OTHER_USER);
    await browser.open(`${SHOP}/bridge/start`);
    const before = { shown: await see(browser, SHOP), cookies: browser.cookies(SHOP) };
    expect((await browser.request(url)).status).toBe(303);
    expect(await see(browser, SHOP)).toEqual(before.shown);
    expect(before.shown.lines).toEqual({});
  });

  it('finds the carts of both apart when they sign in again', async () => {
    const { browser } = await recognizedAs('user-1');
    await signIn(browser, OTHER_USER);
    await add(browser, CHECKOUT, 'CUP');
    expect((await see(browser, CHECKOUT)).lines).toEqual({ CUP: 1 });
    await signIn(browser, 'user-1');
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });
});

import { describe, expect, it } from '@jest/globals';
import { lineDots, onState, removeLines } from 'domain-bridge/state';
import { eachStorePair } from '../support/each-store-pair.ts';
import { add, CHECKOUT, OTHER_USER, SHOP, see, signIn, USER } from '../support/store-pair.ts';

/** What was ordered comes back with the shop's old cart, and is ordered once more. */
describe('an ordered line', () => {
  const pair = eachStorePair();

  /** A browser whose cart was ordered on checkout, while the shop has not heard of it. */
  async function afterOrder() {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    await browser.open(`${CHECKOUT}/bridge/start`);
    await signIn(browser);
    const { accounts, ordered } = pair().checkout.bridge.parts;
    if (!accounts || !ordered) throw new Error('the test checkout has accounts');
    const { state } = await accounts.read(USER);
    await ordered.record(lineDots(state));
    await accounts.change(USER, onState(removeLines(state.lines.keys())));
    return browser;
  }

  it('stays out of the cart of its account, though the shop still has it', async () => {
    const browser = await afterOrder();
    await add(browser, SHOP, 'CUP');
    await browser.open(`${CHECKOUT}/bridge/start`);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ CUP: 1 });
  });

  it('stays out of the cart of another account as well', async () => {
    const browser = await afterOrder();
    await signIn(browser, OTHER_USER);
    await browser.open(`${CHECKOUT}/bridge/start`);
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
  });

  it('leaves the shop on the way back', async () => {
    const browser = await afterOrder();
    await browser.open(`${SHOP}/bridge/start`);
    expect((await see(browser, SHOP)).lines).toEqual({});
  });

  it('stays out of a browser that checkout has never seen, to which the shop’s cookies were copied', async () => {
    const browser = await afterOrder();
    const copy = pair().browser();
    for (const cookie of browser.cookies(SHOP)) copy.jar.setCookieSync(`${cookie}; Path=/`, SHOP);
    expect((await see(copy, SHOP)).lines).toEqual({ MUG: 2 });
    await copy.open(`${CHECKOUT}/bridge/start`);
    expect((await see(copy, CHECKOUT)).lines).toEqual({});
    await signIn(copy, OTHER_USER);
    expect((await see(copy, CHECKOUT)).lines).toEqual({});
  });
});

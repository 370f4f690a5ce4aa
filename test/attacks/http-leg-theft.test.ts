import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

/** A3: somebody listens on the plain-HTTP leg and races the shopper to checkout. */
describe('a listener on the HTTP leg', () => {
  const pair = eachStorePair();

  it('cannot redeem with every byte that the shop sent and received', async () => {
    const [shopper, listener] = [pair().browser(), pair().browser()];
    await add(shopper, SHOP, 'MUG');
    const url = await fetchToken(shopper, CHECKOUT);
    for (const cookie of shopper.cookies(SHOP)) listener.jar.setCookieSync(cookie, SHOP);
    expect(listener.cookies(SHOP)).toEqual(shopper.cookies(SHOP));
    expectRefusal(await listener.request(url));
    expect((await shopper.request(url)).status).toBe(303);
  });

  it('never sees the verifier: it is planted on the secure origin alone', async () => {
    const shopper = pair().browser();
    const url = await fetchToken(shopper, CHECKOUT);
    const verifier = shopper.cookies(CHECKOUT).find((cookie) => cookie.includes('bridge-flow-'));
    const secret = verifier?.split('.')[1] ?? '';
    expect(secret).toHaveLength(43);
    expect(url).not.toContain(secret);
    expect(shopper.cookies(SHOP).join()).not.toContain(secret);
    expect(shopper.cookies(CHECKOUT.replace('https', 'http')).join()).not.toContain(secret);
  });

  it('who clones the shop cookies gets the cart at most: the two browsers stay two at checkout', async () => {
    const [shopper, listener] = [pair().browser(), pair().browser()];
    await add(shopper, SHOP, 'MUG');
    for (const cookie of shopper.cookies(SHOP)) listener.jar.setCookieSync(cookie, SHOP);
    await listener.open(`${CHECKOUT}/bridge/start`);
    expect((await see(listener, CHECKOUT)).session).toEqual({ state: 'anonymous' });
    expect((await see(shopper, CHECKOUT)).lines).toEqual({});
  });
});

import { describe, expect, it } from '@jest/globals';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import { noticeOn, ship, sidOf, signedInOnBoth, stateOn } from '../support/session-steps.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn } from '../support/store-pair.ts';

/** A token that was issued before the end of its session, and is used after it (I9). */
describe('a token from before the end', () => {
  const pair = eachInvalidationPair();

  /** A browser that the shop does not know yet, and a token for it with a cart and a postal code. */
  async function underWay() {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG', 2);
    await signIn(browser);
    await ship(browser, CHECKOUT, 'D02 X285');
    const sid = await sidOf(browser);
    return { browser, sid, token: await fetchToken(browser, SHOP) };
  }
  const arrived = { lines: { MUG: 2 }, shipping: { method: 'express', country: 'IE' } };

  it('recognizes nobody, and brings the cart without the postal code', async () => {
    const { browser, token } = await underWay();
    await pair().revoke();
    await pair().learn();
    expect((await browser.request(token)).status).toBe(303);
    const shown = await see(browser, SHOP);
    expect(shown).toMatchObject({ ...arrived, session: { state: 'anonymous' } });
    expect(shown.shipping).toEqual(arrived.shipping);
    expect(await noticeOn(browser, SHOP)).toBeNull();
  });

  it('the same holds after the end of that session alone, and of everybody’s', async () => {
    for (const end of [(sid: string) => pair().endSession(sid), () => pair().endEveryone()]) {
      const { browser, sid, token } = await underWay();
      await end(sid);
      await pair().learn();
      await browser.request(token);
      const shown = await see(browser, SHOP);
      expect(shown).toMatchObject({ ...arrived, session: { state: 'anonymous' } });
      expect(shown.shipping).toEqual(arrived.shipping);
    }
  });

  it('that is used before the shop hears of the end is recognized until then', async () => {
    const { browser, token } = await underWay();
    await pair().revoke();
    await browser.request(token);
    expect(await stateOn(browser, SHOP)).toBe('recognized');
    await pair().learn();
    const shown = await see(browser, SHOP);
    expect(shown).toMatchObject({ ...arrived, session: { state: 'anonymous' } });
    expect(shown.shipping).toEqual(arrived.shipping);
  });

  it('does not come back to life when it is repeated', async () => {
    const { browser, token } = await underWay();
    await browser.request(token);
    await pair().revoke();
    await pair().learn();
    for (const _ of [1, 2]) {
      await browser.request(token);
      expect(await stateOn(browser, SHOP)).toBe('anonymous');
    }
  });

  it('takes nothing from a newer sign-in of the same user', async () => {
    const { browser, token } = await underWay();
    await pair().revoke();
    await pair().learn();
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    const before = await see(browser, SHOP);
    await browser.request(token);
    expect(await see(browser, SHOP)).toEqual(before);
    expect(before).toMatchObject({ session: { state: 'recognized' }, lines: { MUG: 2 } });
    expect(before.shipping).toMatchObject({ postalCode: 'D02 X285' });
  });

  it('makes a newer link end the older sessions before any event arrives', async () => {
    const early = await signedInOnBoth(pair());
    await pair().revoke();
    const late = await signedInOnBoth(pair());
    expect(await stateOn(late, SHOP)).toBe('recognized');
    expect(await stateOn(early, SHOP)).toBe('anonymous');
  });
});

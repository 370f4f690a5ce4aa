import { describe, expect, it } from '@jest/globals';
import { MODES } from '../support/bridge-modes.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import {
  cartOn,
  crossToCheckout,
  crossToShop,
  IDLE_SECONDS,
  SETTLED_SECONDS,
  ship,
  signedInOnBoth,
} from '../support/session-steps.ts';
import { add, CHECKOUT, SHOP, see, signIn } from '../support/store-pair.ts';

const BOTH = [SHOP, CHECKOUT];

describe.each(MODES)('the cart of a browser whose session is ended (I11) (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);

  const WAITS = {
    'just signed in': 0,
    'signed in for a while': SETTLED_SECONDS,
    idle: IDLE_SECONDS,
  };
  for (const [when, seconds] of Object.entries(WAITS)) {
    it(`is the same before and after, on both domains, of one ${when}`, async () => {
      const browser = await signedInOnBoth(pair());
      await add(browser, CHECKOUT, 'CUP', 3);
      await crossToShop(browser);
      await add(browser, SHOP, 'PEN', 4);
      pair().clock.advance(seconds);
      const before = [await cartOn(browser, SHOP), await cartOn(browser, CHECKOUT)];
      expect(before).toEqual([
        { MUG: 2, CUP: 3, PEN: 4 },
        { MUG: 2, CUP: 3 },
      ]);
      await pair().revoke();
      await pair().learn();
      for (const visit of [1, 2]) {
        const after = [await cartOn(browser, SHOP), await cartOn(browser, CHECKOUT)];
        expect({ visit, after }).toEqual({ visit, after: before });
      }
    });
  }

  it('is not what another browser of the user makes of it between the end and the next request', async () => {
    const [browser, other] = [await signedInOnBoth(pair()), pair().browser()];
    pair().clock.advance(SETTLED_SECONDS);
    const before = await cartOn(browser, CHECKOUT);
    await pair().revoke();
    await pair().learn();
    await signIn(other);
    await other.request(`${CHECKOUT}/lines/MUG`, { method: 'PUT', json: { quantity: 0 } });
    await add(other, CHECKOUT, 'SECRET');
    await crossToShop(other);
    for (const origin of BOTH) expect(await cartOn(browser, origin)).toEqual(before);
    expect(await cartOn(other, CHECKOUT)).toEqual({ SECRET: 1 });
  });

  it('goes on as a guest’s: what is changed then stays in this browser', async () => {
    const browser = await signedInOnBoth(pair());
    pair().clock.advance(SETTLED_SECONDS);
    await cartOn(browser, CHECKOUT);
    await pair().revoke();
    await add(browser, CHECKOUT, 'CUP');
    await browser.request(`${CHECKOUT}/lines/MUG`, { method: 'PUT', json: { quantity: 0 } });
    expect(await cartOn(browser, CHECKOUT)).toEqual({ CUP: 1 });
    const other = pair().browser();
    await signIn(other);
    expect(await cartOn(other, CHECKOUT)).toEqual({ MUG: 2 });
  });

  it('joins the account’s at the next sign-in, with what both did since', async () => {
    const [browser, other] = [await signedInOnBoth(pair()), pair().browser()];
    await pair().revoke();
    await add(browser, CHECKOUT, 'CUP');
    await signIn(other);
    await other.request(`${CHECKOUT}/lines/MUG`, { method: 'PUT', json: { quantity: 5 } });
    await signIn(browser);
    expect(await cartOn(browser, CHECKOUT)).toEqual({ MUG: 5, CUP: 1 });
  });

  it('crosses as a guest’s, both ways', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await pair().learn();
    await add(browser, SHOP, 'PEN');
    await crossToCheckout(browser);
    await add(browser, CHECKOUT, 'CUP');
    await crossToShop(browser);
    for (const origin of BOTH) {
      expect(await see(browser, origin)).toMatchObject({
        session: { state: 'anonymous' },
        lines: { MUG: 2, PEN: 1, CUP: 1 },
      });
    }
  });

  it('loses the postal code, on both domains, and keeps how and where to it is sent', async () => {
    const browser = await signedInOnBoth(pair());
    await ship(browser, CHECKOUT, 'D02 X285');
    await crossToShop(browser);
    for (const origin of BOTH) {
      expect((await see(browser, origin)).shipping).toMatchObject({ postalCode: 'D02 X285' });
    }
    await pair().revoke();
    await pair().learn();
    for (const origin of [...BOTH, ...BOTH]) {
      const shown = await see(browser, origin);
      expect(shown.shipping).toEqual({ method: 'express', country: 'IE' });
      expect(shown.session).toEqual({ state: 'anonymous' });
    }
    await crossToShop(browser);
    expect((await see(browser, SHOP)).shipping).toEqual({ method: 'express', country: 'IE' });
  });
});

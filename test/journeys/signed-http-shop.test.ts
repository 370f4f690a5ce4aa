import { describe, expect, it } from '@jest/globals';
import { SIGNED_HTTP_SHOP } from '../support/bridge-modes.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import {
  cartOn,
  crossToCheckout,
  crossToShop,
  noticeOn,
  SETTLED_SECONDS,
  ship,
  sidOf,
  signedInOnBoth,
  stateOn,
} from '../support/session-steps.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  OTHER_USER,
  SHOP,
  see,
  signIn,
  signOut,
} from '../support/store-pair.ts';

const EXPRESS = { method: 'express', country: 'IE' };

describe.each([
  ['signed both ways', SIGNED_HTTP_SHOP],
  ['signed to the shop', { mode: { toCheckout: 'encrypted', toShopping: 'signed' } } as const],
])('a plain-HTTP shop that gets signed tokens (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);

  it('recognizes nobody, and has the cart', async () => {
    const browser = await signedInOnBoth(pair());
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'anonymous' },
      lines: { MUG: 2 },
    });
    expect(await stateOn(browser, CHECKOUT)).toBe('authenticated');
    expect(pair().databases.shopping.prepare('SELECT * FROM sessions').all()).toEqual([]);
  });

  it('takes changes of who is signed in to the account', async () => {
    const browser = await signedInOnBoth(pair());
    await add(browser, SHOP, 'CUP');
    await crossToCheckout(browser);
    const other = pair().browser();
    await signIn(other);
    expect(await cartOn(other, CHECKOUT)).toEqual({ MUG: 2, CUP: 1 });
  });

  it('is left empty by a sign-out that crosses: the cart has stayed with the account', async () => {
    const browser = await signedInOnBoth(pair());
    const before = await see(browser, SHOP);
    await signOut(browser);
    const shown = await see(browser, SHOP);
    expect(shown.lines).toEqual({});
    expect(shown.visitorId).not.toBe(before.visitorId);
    await add(browser, SHOP, 'CUP');
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({ CUP: 1 });
    await crossToCheckout(browser);
    await crossToShop(browser);
    await pair().learn();
    expect(await cartOn(browser, SHOP)).toEqual({ CUP: 1 });
    await signIn(browser);
    expect(await cartOn(browser, CHECKOUT)).toEqual({ MUG: 2, CUP: 1 });
  });

  it('is left empty by a sign-out that the feed alone tells of, and says so once', async () => {
    const browser = await signedInOnBoth(pair());
    await browser.request(`${CHECKOUT}/sign-out`, { json: {} });
    expect(await cartOn(browser, SHOP)).toEqual({ MUG: 2 });
    await pair().learn();
    expect(await cartOn(browser, SHOP)).toEqual({});
    expect(await noticeOn(browser, SHOP)).toEqual({ kind: 'ended', reason: 'sign-out' });
    expect(await noticeOn(browser, SHOP)).toBeNull();
    await add(browser, SHOP, 'CUP');
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({ CUP: 1 });
  });

  it('makes a token from before a sign-out a leaf', async () => {
    for (const isCrossing of [true, false]) {
      const browser = await signedInOnBoth(pair());
      const late = await fetchToken(browser, SHOP);
      if (isCrossing) await signOut(browser);
      else {
        await browser.request(`${CHECKOUT}/sign-out`, { json: {} });
        await pair().learn();
      }
      const before = await see(browser, SHOP);
      expect((await browser.request(late)).status).toBe(303);
      expect(await see(browser, SHOP)).toEqual(before);
      expect(before.lines).toEqual({});
    }
  });

  it('gives another user nothing of the first one’s cart, and the first one nothing of theirs', async () => {
    const browser = await signedInOnBoth(pair());
    const late = await fetchToken(browser, SHOP);
    await signIn(browser, OTHER_USER);
    await add(browser, CHECKOUT, 'PEN');
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({ PEN: 1 });
    await crossToCheckout(browser);
    expect(await cartOn(browser, CHECKOUT)).toEqual({ PEN: 1 });

    await signIn(browser);
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({ MUG: 2 });
    expect((await browser.request(late)).status).toBe(303);
    expect(await cartOn(browser, SHOP)).toEqual({ MUG: 2 });
  });

  it('puts nobody earlier in the place of who came later, by a token that is repeated', async () => {
    const browser = await signedInOnBoth(pair());
    const first = await fetchToken(browser, SHOP);
    await browser.request(first);
    await signIn(browser, OTHER_USER);
    await add(browser, CHECKOUT, 'PEN');
    await crossToShop(browser);
    await browser.request(first);
    expect(await cartOn(browser, SHOP)).toEqual({ PEN: 1 });
  });

  it('keeps what was put in there when the same user signs in again, under another name', async () => {
    const browser = await signedInOnBoth(pair());
    await add(browser, SHOP, 'CUP');
    await pair().revoke();
    await pair().learn();
    await signIn(browser);
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({ MUG: 2, CUP: 1 });
  });

  it('goes on with the cart when one session is ended, and says so', async () => {
    const browser = await signedInOnBoth(pair());
    await ship(browser, SHOP, '10115');
    await pair().endSession(await sidOf(browser));
    await pair().learn();
    expect(await noticeOn(browser, SHOP)).toMatchObject({ kind: 'ended' });
    const shown = await see(browser, SHOP);
    expect([shown.lines, shown.shipping]).toEqual([{ MUG: 2 }, EXPRESS]);
    await add(browser, SHOP, 'CUP');
    await signIn(browser, OTHER_USER);
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({ MUG: 2, CUP: 1 });
  });

  it('notices nothing when all of a user’s sessions are ended: it knows of nobody', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await pair().learn();
    expect(await noticeOn(browser, SHOP)).toBeNull();
    expect(await cartOn(browser, SHOP)).toEqual({ MUG: 2 });
    expect(await noticeOn(browser, CHECKOUT)).toMatchObject({ reason: 'password-change' });
  });

  it('gets no postal code from checkout, which still has it afterwards', async () => {
    const browser = await signedInOnBoth(pair());
    await ship(browser, CHECKOUT, 'D02 X285');
    await crossToShop(browser);
    expect((await see(browser, SHOP)).shipping).toEqual(EXPRESS);
    await add(browser, SHOP, 'CUP');
    await crossToCheckout(browser);
    expect((await see(browser, CHECKOUT)).shipping).toEqual({ ...EXPRESS, postalCode: 'D02 X285' });
  });

  it('keeps the postal code that was typed there, and checkout gets it', async () => {
    const browser = await signedInOnBoth(pair());
    await ship(browser, SHOP, '10115');
    await crossToCheckout(browser);
    pair().clock.advance(SETTLED_SECONDS);
    await crossToShop(browser);
    for (const origin of [SHOP, CHECKOUT]) {
      expect((await see(browser, origin)).shipping).toEqual({ ...EXPRESS, postalCode: '10115' });
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import { MODES } from '../support/bridge-modes.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import {
  cartOn,
  crossToCheckout,
  crossToShop,
  IDLE_SECONDS,
  noticeOn,
  SETTLED_SECONDS,
  signedInOnBoth,
  stateOn,
} from '../support/session-steps.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn, signOut } from '../support/store-pair.ts';

/** Signs out on checkout while the shop cannot be reached: nobody follows the redirect. */
async function signOutHere(browser: BrowserModel, everywhere = false): Promise<void> {
  await browser.request(`${CHECKOUT}/sign-out`, { json: { everywhere } });
}

describe.each(MODES)('a sign-out that the shop hears of by the feed alone (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);

  it('ends the session there and begins an empty state: the cart has stayed with the account', async () => {
    const browser = await signedInOnBoth(pair());
    const before = await see(browser, SHOP);
    await signOutHere(browser);
    expect(await stateOn(browser, SHOP)).toBe('recognized');
    await pair().learn();
    const shown = await see(browser, SHOP);
    expect(shown).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
    expect(shown.visitorId).not.toBe(before.visitorId);
    await signIn(browser);
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({ MUG: 2 });
  });

  it('begins it once: what is put in then stays', async () => {
    const browser = await signedInOnBoth(pair());
    await signOutHere(browser);
    await pair().learn();
    await add(browser, SHOP, 'CUP');
    await pair().learn();
    expect(await cartOn(browser, SHOP)).toEqual({ CUP: 1 });
    await crossToCheckout(browser);
    await crossToShop(browser);
    expect(await cartOn(browser, SHOP)).toEqual({ CUP: 1 });
  });

  it('makes a token from before it a leaf: no recognition, and no cart of the account', async () => {
    const browser = await signedInOnBoth(pair());
    const late = await fetchToken(browser, SHOP);
    await signOutHere(browser);
    await pair().learn();
    const before = await see(browser, SHOP);
    expect((await browser.request(late)).status).toBe(303);
    expect(await see(browser, SHOP)).toEqual(before);
    expect(before).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
  });

  it('does so also where the browser has forgotten everything but the verifier', async () => {
    const browser = await signedInOnBoth(pair());
    const late = await fetchToken(browser, SHOP);
    await signOutHere(browser);
    await pair().learn();
    for (const name of ['bridge-state', 'bridge-session']) {
      browser.forget(name, SHOP);
    }
    await browser.request(late);
    expect(await see(browser, SHOP)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
  });

  it('and the crossing that tells of it later meet in the same state, whichever is first', async () => {
    for (const isFeedFirst of [true, false]) {
      const browser = await signedInOnBoth(pair());
      await signOutHere(browser);
      if (isFeedFirst) await pair().learn();
      await crossToShop(browser);
      await add(browser, SHOP, 'CUP');
      await pair().learn();
      expect(await see(browser, SHOP)).toMatchObject({
        session: { state: 'anonymous' },
        lines: { CUP: 1 },
      });
    }
  });

  it('ends what an earlier sign-in of the user has left there as well', async () => {
    const browser = await signedInOnBoth(pair());
    pair().clock.advance(IDLE_SECONDS);
    await signIn(browser);
    await signOutHere(browser);
    await pair().learn();
    expect(await see(browser, SHOP)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
  });

  it('leaves the user’s other browsers signed in', async () => {
    const [browser, other] = [await signedInOnBoth(pair()), await signedInOnBoth(pair())];
    await signOutHere(browser);
    await pair().learn();
    expect(await see(other, SHOP)).toMatchObject({
      session: { state: 'recognized' },
      lines: { MUG: 2 },
    });
    expect(await stateOn(other, CHECKOUT)).toBe('authenticated');
  });

  it('puts nothing into the feed for who was a guest', async () => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG');
    await signOut(browser);
    expect(await pair().events()).toEqual([]);
    expect(await cartOn(browser, CHECKOUT)).toEqual({ MUG: 1 });
  });

  it('says so on the next page of the shop', async () => {
    const browser = await signedInOnBoth(pair());
    await signOutHere(browser);
    await pair().learn();
    expect(await noticeOn(browser, SHOP)).toEqual({ kind: 'ended', reason: 'sign-out' });
    expect(await noticeOn(browser, SHOP)).toBeNull();
  });
});

describe.each(MODES)('a sign-out everywhere (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);

  async function twoBrowsers() {
    const browsers = [await signedInOnBoth(pair()), await signedInOnBoth(pair())] as const;
    pair().clock.advance(SETTLED_SECONDS);
    for (const browser of browsers) await cartOn(browser, CHECKOUT);
    return browsers;
  }

  it('empties this browser, and makes guests with their carts of the others', async () => {
    const [acting, other] = await twoBrowsers();
    await signOutHere(acting, true);
    await pair().learn();
    for (const origin of [SHOP, CHECKOUT]) {
      expect(await see(acting, origin)).toMatchObject({
        session: { state: 'anonymous' },
        lines: {},
      });
      expect(await see(other, origin)).toMatchObject({
        session: { state: 'anonymous' },
        lines: { MUG: 2 },
      });
      const notice = { kind: 'ended', reason: 'sign-out-everywhere' };
      expect(await noticeOn(other, origin)).toEqual(notice);
    }
  });

  it('comes to the same on the shop in whatever order its two events arrive, and with requests between', async () => {
    const [acting] = await twoBrowsers();
    await signOutHere(acting, true);
    const events = await pair().events();
    expect(events.map(({ kind }) => kind)).toEqual(['session', 'subject']);
    for (const event of events.toReversed()) {
      await pair().receiver.learn([event]);
      expect(await stateOn(acting, SHOP)).toBe('anonymous');
    }
    expect(await cartOn(acting, SHOP)).toEqual({});
  });

  it('keeps the cart with the account', async () => {
    const [acting] = await twoBrowsers();
    await signOutHere(acting, true);
    await signIn(acting);
    expect(await cartOn(acting, CHECKOUT)).toEqual({ MUG: 2 });
  });
});

import { describe, expect, it } from '@jest/globals';
import { signIn as signInFlow } from '../../shared/src/flows/sign-in.ts';
import { FlowBrowser } from '../support/flow-browser.ts';
import { MODES } from '../support/bridge-modes.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import {
  cartOn,
  crossToCheckout,
  crossToShop,
  IDLE_SECONDS,
  noticeOn,
  SETTLED_SECONDS,
  sidOf,
  signedInOnBoth,
  stateOn,
} from '../support/session-steps.ts';
import { add, CHECKOUT, OTHER_USER, SHOP, see, signIn, USER } from '../support/store-pair.ts';

const BOTH = [SHOP, CHECKOUT];

describe.each(MODES)('when every session of a user is ended (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);

  it('every browser of the user is anonymous on checkout with the next request (I1)', async () => {
    const browsers = [await signedInOnBoth(pair()), await signedInOnBoth(pair())];
    pair().clock.advance(IDLE_SECONDS);
    browsers.push(await signedInOnBoth(pair()));
    expect(await Promise.all(browsers.map((each) => stateOn(each, CHECKOUT)))).toEqual([
      'recognized',
      'recognized',
      'authenticated',
    ]);
    await pair().revoke();
    for (const browser of browsers) expect(await stateOn(browser, CHECKOUT)).toBe('anonymous');
  });

  it('they are anonymous on the shop as soon as it hears of it (I2)', async () => {
    const browsers = [await signedInOnBoth(pair()), await signedInOnBoth(pair())];
    await pair().revoke();
    for (const browser of browsers) expect(await stateOn(browser, SHOP)).toBe('recognized');
    await pair().learn();
    for (const browser of browsers) expect(await stateOn(browser, SHOP)).toBe('anonymous');
  });

  it('nobody else notices anything, on either domain (I13)', async () => {
    const other = await signedInOnBoth(pair(), OTHER_USER);
    const guest = pair().browser();
    await add(guest, SHOP, 'CUP');
    const look = async () => [
      await see(other, SHOP),
      await see(other, CHECKOUT),
      await see(guest, SHOP),
      ...[other, guest].map((each) => [each.cookies(SHOP), each.cookies(CHECKOUT)]),
    ];
    const before = await look();
    await pair().revoke();
    await pair().learn();
    expect(await look()).toEqual(before);
    for (const origin of BOTH) expect(await noticeOn(other, origin)).toBeNull();
  });

  it('a sign-in with what was read before it is refused, and ends nothing (I13)', async () => {
    const browser = await signedInOnBoth(pair());
    const { parts } = pair().checkout.bridge;
    const epoch = (await parts.epochs?.effective(USER)) ?? 0;
    await pair().revoke();
    const events = await pair().events();
    await signIn(browser);
    const late = new FlowBrowser(true).visit((jar) =>
      signInFlow(parts, jar, { entity: USER, role: 'customer', epoch }),
    );
    await expect(late).rejects.toMatchObject({ code: 'ERR_SESSION_STALE_EPOCH' });
    expect(await stateOn(browser, CHECKOUT)).toBe('authenticated');
    expect(await pair().events()).toEqual(events);
  });

  it('whoever signs in again is known on both domains again, with the cart', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await pair().learn();
    await add(browser, SHOP, 'CUP');
    await crossToCheckout(browser);
    await signIn(browser);
    await crossToShop(browser);
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'recognized' },
      lines: { MUG: 2, CUP: 1 },
    });
    expect(await see(browser, CHECKOUT)).toMatchObject({
      session: { state: 'authenticated' },
      lines: { MUG: 2, CUP: 1 },
    });
  });
});

describe.each(MODES)('when one session is ended (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);

  it('the others of the user go on, on both domains', async () => {
    const [lost, kept] = [await signedInOnBoth(pair()), await signedInOnBoth(pair())];
    const sid = await sidOf(lost);
    expect(await pair().endSession(sid)).toMatchObject({ kind: 'changed', epoch: null });
    await pair().learn();
    for (const origin of BOTH) {
      expect(await stateOn(lost, origin)).toBe('anonymous');
      expect(await noticeOn(lost, origin)).toEqual({ kind: 'ended', reason: 'session-ended' });
      expect(await noticeOn(kept, origin)).toBeNull();
    }
    expect(await stateOn(kept, SHOP)).toBe('recognized');
    expect(await stateOn(kept, CHECKOUT)).toBe('authenticated');
  });

  it('its browser keeps the cart as it was at that moment, on both domains', async () => {
    const [browser, other] = [await signedInOnBoth(pair()), await signedInOnBoth(pair())];
    pair().clock.advance(SETTLED_SECONDS);
    const before = await cartOn(browser, CHECKOUT);
    await pair().endSession(await sidOf(browser));
    await pair().learn();
    await add(other, CHECKOUT, 'SECRET');
    for (const origin of BOTH) expect(await cartOn(browser, origin)).toEqual(before);
  });

  it('it is not another user’s to end', async () => {
    const browser = await signedInOnBoth(pair());
    expect(await pair().endSession(await sidOf(browser), OTHER_USER)).toEqual({ kind: 'refused' });
    expect(await stateOn(browser, CHECKOUT)).toBe('authenticated');
  });
});

describe.each(MODES)('when everybody’s sessions are ended (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);

  it('they end on both domains, with their carts and the notice', async () => {
    const browsers = [await signedInOnBoth(pair()), await signedInOnBoth(pair(), OTHER_USER)];
    pair().clock.advance(SETTLED_SECONDS);
    for (const browser of browsers) await cartOn(browser, CHECKOUT);
    pair().clock.advance(1);
    await pair().endEveryone();
    await pair().learn();
    for (const browser of browsers) {
      for (const origin of BOTH) {
        expect(await see(browser, origin)).toMatchObject({
          session: { state: 'anonymous' },
          lines: { MUG: 2 },
        });
        expect(await noticeOn(browser, origin)).toEqual({ kind: 'ended', reason: 'everyone' });
      }
    }
  });

  it('whoever signs in then is known on the shop before and after it hears of the floor', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().endEveryone();
    await signIn(browser);
    await crossToShop(browser);
    expect(await stateOn(browser, SHOP)).toBe('recognized');
    await pair().learn();
    expect(await stateOn(browser, SHOP)).toBe('recognized');
    expect(await stateOn(browser, CHECKOUT)).toBe('authenticated');
  });
});

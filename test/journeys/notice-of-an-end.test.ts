import { describe, expect, it } from '@jest/globals';
import type { EndReason } from '../../shared/src/invalidation/change.ts';
import { MODES } from '../support/bridge-modes.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import { cartOn, noticeOn, signedInOnBoth } from '../support/session-steps.ts';
import { add, CHECKOUT, SHOP, signIn, USER } from '../support/store-pair.ts';

const BOTH = [SHOP, CHECKOUT];

describe.each(MODES)('the notice of an end (%s)', (_, both) => {
  const pair = eachInvalidationPair(both);

  it.each<EndReason>(['password-change', 'role-change', 'account-disabled', 'sessions-revoked'])(
    'says once on each domain that it was for %s',
    async (reason) => {
      const browser = await signedInOnBoth(pair());
      await pair().revoke(USER, reason);
      await pair().learn();
      for (const origin of BOTH) {
        expect(await noticeOn(browser, origin)).toEqual({ kind: 'ended', reason });
        expect(await noticeOn(browser, origin)).toBeNull();
      }
    },
  );

  it('waits for a page, whatever else was asked before', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await cartOn(browser, CHECKOUT);
    await add(browser, CHECKOUT, 'CUP');
    expect(await noticeOn(browser, CHECKOUT)).not.toBeNull();
    await cartOn(browser, CHECKOUT);
    expect(await noticeOn(browser, CHECKOUT)).toBeNull();
  });

  it('comes again when its answer was lost, and for the next end', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await browser.request(`${CHECKOUT}/notice`, { lost: true });
    expect(await noticeOn(browser, CHECKOUT)).toMatchObject({ reason: 'password-change' });
    await signIn(browser);
    expect(await noticeOn(browser, CHECKOUT)).toBeNull();
    await pair().revoke(USER, 'role-change');
    expect(await noticeOn(browser, CHECKOUT)).toMatchObject({ reason: 'role-change' });
  });

  it('tells the fact alone while the shop has not heard of the reason', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    const events = await pair().events();
    await pair().receiver.learn(events.map((event) => ({ ...event, reason: null })));
    expect(await noticeOn(browser, SHOP)).toEqual({ kind: 'ended', reason: null });
  });

  it('is not for whoever has signed in again before a page was seen', async () => {
    const browser = await signedInOnBoth(pair());
    await pair().revoke();
    await signIn(browser);
    expect(await noticeOn(browser, CHECKOUT)).toBeNull();
  });
});

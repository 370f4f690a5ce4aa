import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Learned } from '../../shared/src/invalidation/receiver-store.ts';
import type { BrowserModel } from '../support/browser-model.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import { sidOf, signedInOnBoth, stateOn } from '../support/session-steps.ts';
import { CHECKOUT, OTHER_USER, SHOP, see, USER } from '../support/store-pair.ts';

/** Events of the past arrive late, twice or in disorder (I3, F3, F4, F5). */
describe('events from before a sign-in', () => {
  const pair = eachInvalidationPair();

  /** A browser that signed in after ends of every kind, one for each end that it met, and every event of it all. */
  async function survivor() {
    const record: Learned[] = [];
    const casualties: BrowserModel[] = [];
    const ends: readonly (readonly [string, (browser: BrowserModel) => Promise<unknown>])[] = [
      [OTHER_USER, () => pair().endEveryone()],
      [OTHER_USER, () => pair().endEveryone()],
      [USER, async (browser) => pair().endSession(await sidOf(browser))],
      [USER, () => pair().revoke(USER)],
      [USER, () => pair().revoke(USER, 'role-change')],
    ];
    for (const [user, end] of ends) {
      const browser = await signedInOnBoth(pair(), user);
      casualties.push(browser);
      await end(browser);
      record.push(...(await pair().events()));
    }
    await pair().learn();
    return { browser: await signedInOnBoth(pair()), casualties, record };
  }

  it('never end its session, whatever their order, number and delay', async () => {
    const { browser, record } = await survivor();
    const before = [await see(browser, SHOP), await see(browser, CHECKOUT)];
    expect(before.map(({ session }) => session.state)).toEqual(['recognized', 'authenticated']);
    const disorder = fc.array(fc.nat(record.length - 1), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(disorder, async (order) => {
        await pair().receiver.learn(order.map((i) => record[i] as Learned));
        expect([await see(browser, SHOP), await see(browser, CHECKOUT)]).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  it('revive none of the older sessions either', async () => {
    const { casualties, record } = await survivor();
    for (const event of [...record, ...record.toReversed()]) {
      await pair().receiver.learn([event]);
      for (const browser of casualties) expect(await stateOn(browser, SHOP)).toBe('anonymous');
    }
  });
});

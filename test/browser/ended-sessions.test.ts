import { it } from '@jest/globals';
import { newAccount } from '../support/http-shopper.ts';
import { type ChromiumSuite, describeInChromium } from './chromium-suite.ts';
import { expectEnded, expectUntouched } from './expect-ended.ts';
import { type HookedStore, startHookedStore } from './hooked-store.ts';
import { registerOnBoth, signInOnBoth } from './signed-in.ts';
import { untilShopKnows } from './until.ts';
import { SOME_WAYS, WAYS, type Way } from './ways-to-end.ts';

const TITLE = '$name: the second is a guest on both domains, with its cart and the reason, once';

describeInChromium<HookedStore>(
  'two browsers of one user and a third of another, when sessions end by',
  { start: () => startHookedStore() },
  (suite) => {
    it.each(WAYS)(TITLE, storyOf(suite));
  },
);

describeInChromium<HookedStore>(
  'with the shop on https, two browsers of one user and a third of another, when sessions end by',
  { start: () => startHookedStore({ shoppingScheme: 'https' }) },
  (suite) => {
    it.each(SOME_WAYS)(TITLE, storyOf(suite));
  },
);

/** Tells it of one way. The third user is the same every time: only so many may register in an hour. */
function storyOf(suite: ChromiumSuite<HookedStore>): (way: Way) => Promise<void> {
  const other = newAccount();
  let openOther: typeof signInOnBoth = async (shopper) => {
    openOther = signInOnBoth;
    return registerOnBoth(shopper, other);
  };
  return async ({ end, why, cart, everybody = false }) => {
    const { store, shopper: open } = suite;
    const second = await registerOnBoth(await open());
    const { shopper: first } = await signInOnBoth(await open(), second.account);
    const third = await openOther(await open(), other);
    await end({ store, account: second.account, first, open });
    await untilShopKnows(store);
    await expectEnded(second, why, cart);
    if (everybody) await expectEnded(third, why, cart);
    else await expectUntouched(third);
  };
}

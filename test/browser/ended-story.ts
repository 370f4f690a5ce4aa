import { newAccount } from '../support/http-shopper.ts';
import type { ChromiumSuite } from './chromium-suite.ts';
import { expectEnded, expectUntouched } from './expect-ended.ts';
import type { HookedStore } from './hooked-store.ts';
import { registerAtOnce, signInAtOnce } from './signed-in.ts';
import { untilShopKnows } from './until.ts';
import type { Way } from './ways-to-end.ts';

/** What the test of one way is called. */
export const ENDED_STORY =
  '$name: the second is a guest on both domains, with its cart and the reason, once';

/** Two browsers of one user and a third of another, told of one way. The third user is the same every time: only so many may register in an hour. */
export function endedStory(suite: ChromiumSuite<HookedStore>): (way: Way) => Promise<void> {
  const other = newAccount();
  let openOther: typeof signInAtOnce = async (shopper) => {
    openOther = signInAtOnce;
    return registerAtOnce(shopper, other);
  };
  return async ({ end, why, cart, everybody = false }) => {
    const { store, shopper: open } = suite;
    const [second, third] = await Promise.all([
      registerAtOnce(await open()),
      openOther(await open(), other),
    ]);
    const { shopper: first } = await signInAtOnce(await open(), second.account);
    await end({ store, account: second.account, first, open });
    await untilShopKnows(store);
    const isTrueOfThird = everybody ? expectEnded(third, why, cart) : expectUntouched(third);
    await Promise.all([expectEnded(second, why, cart), isTrueOfThird]);
  };
}

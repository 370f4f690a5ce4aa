import { expect, it } from '@jest/globals';
import { startStore } from '../support/running-store.ts';
import { describeInChromium } from './chromium-suite.ts';
import { expectEnded } from './expect-ended.ts';
import { seeHeader, seeLines, seeNotice } from './page-view.ts';
import { changePassword } from './password-steps.ts';
import { registerOnBoth, signInOnBoth } from './signed-in.ts';
import { buy } from './steps.ts';
import { untilShopKnows, untilVisitor } from './until.ts';
import { NEW_PASSWORD } from './ways-to-end.ts';

/** The shortest that a store takes, in seconds: these tests wait for it. */
const LEASE_SECONDS = '10';
const UNCONFIRMED =
  'We cannot confirm your sign-in right now, so we show you as a guest. Your cart is still here.';

describeInChromium(
  'the shop while checkout is down',
  { start: () => startStore({ env: { LEASE_SECONDS } }) },
  (suite) => {
    it('shows a guest with the cart and says that it cannot confirm, and knows him again afterwards', async () => {
      const { shopper, cart } = await registerOnBoth(await suite.shopper());
      const { page } = shopper;
      await suite.store.end('checkout', 'SIGKILL');
      await untilVisitor(shopper, 'Guest', '/cart');
      expect(await seeNotice(page)).toBe(UNCONFIRMED);
      expect(await seeLines(page)).toEqual(cart);
      // Nothing was ended, and nothing was taken away.
      await buy(shopper, 'GLS-RIB-4');
      expect(await seeLines(page)).toHaveLength(cart.length + 1);

      await suite.store.start('checkout');
      await untilVisitor(shopper, 'Welcome back', '/cart');
      expect(await seeNotice(page)).toBe('');
      expect((await seeHeader(page)).pieces).toBe(6);
      expect(await seeLines(page)).toHaveLength(cart.length + 1);
      await page.goto(`${shopper.origins.checkout}/bridge/start?return=%2Fcheckout`);
      expect((await seeHeader(page)).visitor).toContain('@example.org');
      expect(await seeLines(page)).toHaveLength(cart.length + 1);
    });

    it('says nothing of it to somebody who was a guest before', async () => {
      const known = await registerOnBoth(await suite.shopper());
      const guest = await suite.shopper();
      await suite.store.end('checkout', 'SIGKILL');
      await untilVisitor(known.shopper, 'Guest');
      await buy(guest, '100260');
      expect(await seeHeader(guest.page)).toEqual({ visitor: 'Guest · Sign in', pieces: 1 });
      expect(await seeNotice(guest.page)).toBe('');
      await suite.store.start('checkout');
    });

    it('learns at its return what happened while the shop was down', async () => {
      const second = await registerOnBoth(await suite.shopper());
      const first = await signInOnBoth(await suite.shopper(), second.account);
      await suite.store.end('shopping', 'SIGKILL');
      const { password: current } = second.account;
      await changePassword(first.shopper, { current, next: NEW_PASSWORD });
      await suite.store.start('shopping');
      await untilShopKnows(suite.store);
      await expectEnded(second, 'Your password was changed, so you were signed out here.');
    });
  },
);

import { expect, it } from '@jest/globals';
import { describeInChromium } from '../browser/chromium-suite.ts';
import { seeCart } from '../browser/page-view.ts';
import { registerAtOnce } from '../browser/signed-in.ts';
import { follow } from '../browser/steps.ts';

/** Somebody sits down at a browser in which somebody else has signed out, and goes back. */
describeInChromium('the way back after a sign-out', {}, (suite) => {
  it.each(['/account', '/account/sessions', '/checkout'])(
    'shows nothing of what %s had shown, and leads nowhere that takes a sign-in',
    async (path) => {
      const { shopper, account } = await registerAtOnce(await suite.shopper());
      const { page, origins } = shopper;
      await page.goto(`${origins.checkout}/account`);
      expect(await page.content()).toContain(account.email);
      await page.goto(`${origins.checkout}${path}`);
      await follow(page.getByRole('button', { name: 'Sign out' }).first());
      expect(new URL(page.url()).origin).toBe(origins.shopping);
      for (let steps = 0; steps < 4; steps++) {
        await page.goBack({ waitUntil: 'load' });
        expect(await page.content()).not.toContain(account.email);
        if (page.url() === 'about:blank') break;
      }
      for (const side of ['shopping', 'checkout'] as const) {
        await page.goto(`${origins[side]}/${side === 'shopping' ? 'cart' : 'checkout'}`);
        expect(await page.locator('.visitor-state').textContent()).toBe('Guest');
        expect(await seeCart(page)).toEqual({});
      }
    },
  );
});

import { expect, it } from '@jest/globals';
import { startStore } from '../support/running-store.ts';
import { describeInChromium } from './chromium-suite.ts';
import { fillCart, walkJourney } from './journey.ts';
import { seeCart, seeHeader, seeHeading } from './page-view.ts';
import { follow, sendCredentials } from './steps.ts';
import { untilShown } from './until.ts';

const EMAIL = 'shopper@example.com';

describeInChromium('on *.localhost', {}, (suite) => {
  it('takes a shopper from the shop through sign-in to an order and back', async () => {
    const shopper = await suite.shopper();
    await walkJourney(shopper, { email: EMAIL, password: suite.store.demoPassword() });
    expect(shopper.complaints).toEqual([]);
  });

  it('lets somebody register on the way, with the cart as it was', async () => {
    const shopper = await suite.shopper();
    const { page } = shopper;
    await fillCart(shopper);
    await follow(page.getByRole('link', { name: 'Go to secure checkout' }));
    const cart = await seeCart(page);
    await follow(page.locator('.sign-in-step').getByRole('link', { name: 'Create an account' }));
    await sendCredentials(page, 'newcomer@example.org', 'a long walk by the harbour');
    expect(new URL(page.url()).pathname).toBe('/checkout');
    expect(await seeHeader(page)).toEqual({
      visitor: expect.stringContaining('newcomer@example.org'),
      pieces: 5,
    });
    expect(await seeCart(page)).toEqual(cart);
    expect(shopper.complaints).toEqual([]);
  });

  it('crosses to the shop with a sign-out, and empties the cart there', async () => {
    const shopper = await suite.shopper();
    const { page, origins } = shopper;
    await fillCart(shopper);
    await follow(page.locator('.site-header').getByRole('link', { name: 'Sign in' }));
    await sendCredentials(page, EMAIL, suite.store.demoPassword());
    await follow(page.getByRole('link', { name: 'Back to the shop' }).first());
    await untilShown(page, 'Welcome back');
    expect(await seeHeader(page)).toEqual({ visitor: 'Welcome back · Sign in', pieces: 5 });
    await follow(page.locator('.site-header').getByRole('link', { name: 'Checkout' }));
    await follow(page.getByRole('button', { name: 'Sign out' }));
    expect(page.url()).toBe(`${origins.shopping}/?notice=signed_out`);
    expect(await seeHeader(page)).toEqual({ visitor: 'Guest · Sign in', pieces: 0 });
    await follow(page.locator('.site-header').getByRole('link', { name: 'Checkout' }));
    expect(await seeHeader(page)).toEqual({ visitor: 'Guest · Sign in', pieces: 0 });
    expect(shopper.complaints).toEqual([]);
  });

  it('keeps the cart of somebody who signed out with the account', async () => {
    const { page, origins } = await suite.shopper();
    await page.goto(`${origins.checkout}/login`);
    await sendCredentials(page, EMAIL, suite.store.demoPassword());
    expect(await seeCart(page)).toEqual({ 'Round Teapot': 2, 'Slow Pour Dripper': 3 });
  });
});

describeInChromium(
  'with the shop on https',
  { start: () => startStore({ shoppingScheme: 'https' }) },
  (suite) => {
    it('takes a shopper from the shop through sign-in to an order and back', async () => {
      const shopper = await suite.shopper();
      await walkJourney(shopper, { email: EMAIL, password: suite.store.demoPassword() });
      expect(shopper.complaints).toEqual([]);
    });
  },
);

describeInChromium(
  'with the shop on https, and tokens that can be read',
  { start: () => startStore({ shoppingScheme: 'https', env: { BRIDGE_MODE: 'signed' } }) },
  (suite) => {
    it('takes a shopper from the shop through sign-in to an order and back', async () => {
      const shopper = await suite.shopper();
      await walkJourney(shopper, { email: EMAIL, password: suite.store.demoPassword() });
      expect(shopper.complaints).toEqual([]);
    });
  },
);

describeInChromium(
  'with tokens to the shop that can be read, over plain HTTP',
  { start: () => startStore({ env: { BRIDGE_MODE: 'to-shopping:signed' } }) },
  (suite) => {
    it('recognizes nobody on the shop, and empties its cart with a sign-out', async () => {
      const shopper = await suite.shopper();
      const { page, origins } = shopper;
      await fillCart(shopper);
      await follow(page.locator('.site-header').getByRole('link', { name: 'Sign in' }));
      await sendCredentials(page, EMAIL, suite.store.demoPassword());
      await follow(page.getByRole('link', { name: 'Back to the shop' }).first());
      expect(await seeHeader(page)).toEqual({ visitor: 'Guest · Sign in', pieces: 5 });
      await follow(page.locator('.site-header').getByRole('link', { name: 'Checkout' }));
      await follow(page.getByRole('button', { name: 'Sign out' }));
      expect(page.url()).toBe(`${origins.shopping}/?notice=signed_out`);
      expect(await seeHeader(page)).toEqual({ visitor: 'Guest · Sign in', pieces: 0 });
      await follow(page.locator('.site-header').getByRole('link', { name: 'Checkout' }));
      expect(await seeHeader(page)).toEqual({ visitor: 'Guest · Sign in', pieces: 0 });
      expect(shopper.complaints).toEqual([]);
    });
  },
);

describeInChromium(
  'with the bridge switched off',
  { start: () => startStore({ env: { BRIDGE_MODE: 'off' } }) },
  (suite) => {
    it('does not take the cart across', async () => {
      const shopper = await suite.shopper();
      const { page, origins } = shopper;
      await fillCart(shopper);
      await follow(page.getByRole('link', { name: 'Go to secure checkout' }));
      expect(page.url()).toBe(`${origins.checkout}/checkout`);
      expect(await seeHeading(page)).toBe('Checkout');
      expect(await seeCart(page)).toEqual({});
      expect((await seeHeader(page)).pieces).toBe(0);
    });
  },
);

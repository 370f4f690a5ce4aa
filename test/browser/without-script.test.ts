import { expect, it } from '@jest/globals';
import { demoAccount } from '../support/http-shopper.ts';
import { openAdmin } from './administrator.ts';
import { describeInChromium } from './chromium-suite.ts';
import { expectEnded } from './expect-ended.ts';
import { fillCart, walkJourney } from './journey.ts';
import { seeCart, seeHeader, seeNotice, seeText } from './page-view.ts';
import { changePassword } from './password-steps.ts';
import { registerOnBoth, signIn } from './signed-in.ts';
import { enterCode, follow, goToCheckout, removeLine, sendCredentials } from './steps.ts';
import { untilShopKnows } from './until.ts';

describeInChromium('without script', {}, (suite) => {
  const openShopper = () => suite.shopper({ javaScriptEnabled: false });

  it('takes a shopper from the shop through sign-in to an order and back, by forms alone', async () => {
    const shopper = await openShopper();
    const password = suite.store.demoPassword();
    await walkJourney(shopper, { email: 'shopper@example.com', password });
    expect(shopper.complaints).toEqual([]);
  });

  it('registers, removes, withdraws a code and signs out by forms as well', async () => {
    const shopper = await openShopper();
    const { page } = shopper;
    await fillCart(shopper);
    await enterCode(page, 'no such code');
    expect(await seeNotice(page)).toBe('We do not know this promotion code.');
    await follow(page.getByRole('button', { name: 'Remove code WELCOME10' }));
    expect(await page.locator('.promotion').count()).toBe(0);
    await removeLine(page, 'Slow Pour Dripper');
    await goToCheckout(page);
    await follow(page.locator('.sign-in-step').getByRole('link', { name: 'Create an account' }));
    await sendCredentials(page, 'by-forms@example.org', 'short');
    expect(await seeText(page.locator('.field-error'))).toContain('at least 8 characters');
    await sendCredentials(page, 'by-forms@example.org', 'a long walk by the harbour');
    expect(await seeCart(page)).toEqual({ 'Round Teapot': 2 });
    await follow(page.getByRole('button', { name: 'Sign out' }));
    expect(await seeHeader(page)).toEqual({ visitor: 'Guest · Sign in', pieces: 0 });
    expect(shopper.complaints).toHaveLength(1); // the refused registration: 422
  });

  it('changes the password, and lets an administrator change a role, by forms as well', async () => {
    const known = await registerOnBoth(await openShopper());
    const { account } = known;
    const admin = await openAdmin(await openShopper(), demoAccount(suite.store, 'admin'));
    await admin.changeRole(account.email, 'Wholesale customer');
    await untilShopKnows(suite.store);
    await expectEnded(known, 'The role of your account was changed, so you were signed out here.');
    await signIn(known.shopper, account);
    const step = { current: account.password, next: 'a boat with a red sail', keepCurrent: true };
    await changePassword(known.shopper, step);
    expect(await seeNotice(known.shopper.page)).toContain('Your password is changed.');
  });

  it('shows no control that would do nothing', async () => {
    const { page, origins } = await openShopper();
    await page.goto(`${origins.shopping}/products/100245`);
    expect(await page.getByRole('button', { name: /^One (fewer|more)/ }).count()).toBe(0);
    await page.goto(`${origins.checkout}/login`);
    expect(await page.getByRole('button', { name: 'Show password' }).count()).toBe(0);
  });
});

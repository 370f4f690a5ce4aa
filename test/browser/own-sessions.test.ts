import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInChromium } from './chromium-suite.ts';
import { expectEnded, expectUntouched } from './expect-ended.ts';
import { seeCart, seeHeader, seeHeading, seeLines, seeNotice } from './page-view.ts';
import { changePassword } from './password-steps.ts';
import type { Shopper } from './shopper.ts';
import { type Known, registerOnBoth, signIn, signInOnBoth } from './signed-in.ts';
import { follow } from './steps.ts';
import { untilShopKnows } from './until.ts';
import { NEW_PASSWORD, WHY } from './ways-to-end.ts';

const BY_ANOTHER = 'You signed this device out from another one.';

describeInChromium('somebody with two browsers and an account page', {}, (suite) => {
  /** Two browsers of one user, known on both domains, with the same cart. */
  async function twoBrowsers() {
    const second = await registerOnBoth(await suite.shopper());
    const first = await signInOnBoth(await suite.shopper(), second.account);
    return { first, second };
  }

  it('changes the password and stays signed in on the one where the box was ticked', async () => {
    const { first, second } = await twoBrowsers();
    const { page } = first.shopper;
    const current = second.account.password;
    await changePassword(first.shopper, { current, next: NEW_PASSWORD, keepCurrent: true });
    expect(await seeNotice(page)).toBe(
      'Your password is changed. You are still signed in here, and nowhere else.',
    );
    await untilShopKnows(suite.store);
    await expectEnded(second, WHY.passwordElsewhere);
    await typeAddressOfShop(first, WHY.passwordElsewhere);
    await page.goto(first.shopper.origins.checkout);
    await follow(page.locator('.site-header').getByRole('link', { name: 'Back to the shop' }));
    await expectUntouched(first);
  });

  it('is told on the sign-in page that the other browser has been kept out, and why', async () => {
    const { first, second } = await twoBrowsers();
    const { password: current } = second.account;
    await changePassword(first.shopper, { current, next: NEW_PASSWORD });
    const { page } = first.shopper;
    expect(await seeHeading(page)).toBe('Sign in');
    expect(await seeNotice(page)).toContain('Your password was changed');
    const { page: other, origins } = second.shopper;
    await other.goto(`${origins.checkout}/account`);
    expect(await seeHeading(other)).toBe('Sign in');
    await signIn(second.shopper, { ...second.account, password: NEW_PASSWORD });
    expect((await seeHeader(other)).visitor).toContain(second.account.email);
  });

  it('is refused with the wrong current password, and nobody is signed out', async () => {
    const { first, second } = await twoBrowsers();
    await changePassword(first.shopper, { current: 'not this one', next: NEW_PASSWORD });
    expect(await first.shopper.page.locator('.field-error').textContent()).toBe(
      'The current password is not right.',
    );
    await expectUntouched(first);
    await expectUntouched(second);
  });

  it('signs the other one out in the list, which becomes a guest with the cart and is told', async () => {
    const { first, second } = await twoBrowsers();
    const { page } = first.shopper;
    await openSessions(first.shopper);
    expect(await seeDevices(page)).toEqual(['This device', '']);
    const other = page.locator('.session').filter({ hasNotText: 'This device' });
    await follow(other.getByRole('button', { name: /^Sign out/ }));
    expect(await seeNotice(page)).toBe('That device is signed out.');
    expect(await seeDevices(page)).toEqual(['This device']);
    await untilShopKnows(suite.store);
    await expectEnded(second, BY_ANOTHER);
    await expectUntouched(first);
  });

  it('signs all the others out', async () => {
    const { first, second } = await twoBrowsers();
    const third = await signInOnBoth(await suite.shopper(), second.account);
    const { page } = first.shopper;
    await openSessions(first.shopper);
    expect(await seeDevices(page)).toEqual(['This device', '', '']);
    await follow(page.getByRole('button', { name: 'Sign out all other devices' }));
    expect(await seeNotice(page)).toBe(
      'You are signed out everywhere else. Only this device is still signed in.',
    );
    expect(await seeDevices(page)).toEqual(['This device']);
    await untilShopKnows(suite.store);
    await expectEnded(second, WHY.otherDevices);
    await expectEnded(third, WHY.otherDevices);
    await typeAddressOfShop(first, WHY.otherDevices);
    await page.goto(first.shopper.origins.checkout);
    await follow(page.locator('.site-header').getByRole('link', { name: 'Back to the shop' }));
    await expectUntouched(first);
  });

  it('signs out everywhere: this one leaves its cart with the account, the other keeps its own', async () => {
    const { first, second } = await twoBrowsers();
    const { page, origins } = first.shopper;
    await openSessions(first.shopper);
    await follow(page.getByRole('button', { name: 'Sign out everywhere' }));
    expect(page.url()).toMatch(`${origins.shopping}/`);
    expect(await seeNotice(page)).toContain('You are signed out on all your devices.');
    expect(await seeHeader(page)).toEqual({ visitor: 'Guest · Sign in', pieces: 0 });
    await untilShopKnows(suite.store);
    await expectEnded(second, 'You signed out on all your devices.');
    await signIn(first.shopper, second.account);
    expect(await seeCart(page)).toEqual({ 'Slow Pour Dripper': 2, 'Round Teapot': 3 });
  });
});

/** The acting browser too is a guest on the shop until it crosses; what it reads there is true of it as well. */
async function typeAddressOfShop({ shopper, cart }: Known, why: string): Promise<void> {
  const { page, origins } = shopper;
  await page.goto(`${origins.shopping}/cart`);
  expect((await seeHeader(page)).visitor).toBe('Guest · Sign in');
  expect(await seeLines(page)).toEqual(cart);
  expect(await seeNotice(page)).toContain(`${why} Your cart is still here.`);
}

async function openSessions({ page, origins }: Shopper): Promise<void> {
  await page.goto(`${origins.checkout}/account`);
  await follow(page.getByRole('link', { name: 'Where you are signed in' }));
}

/** What the list marks each device with. */
async function seeDevices(page: Page): Promise<string[]> {
  return page
    .locator('.session')
    .evaluateAll((all) => all.map((one) => one.querySelector('.badge')?.textContent ?? ''));
}

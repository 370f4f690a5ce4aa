import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { mailsTo, resetLinksTo } from '../support/mail-files.ts';
import { describeInChromium } from './chromium-suite.ts';
import { expectEnded, expectUntouched } from './expect-ended.ts';
import { seeHeader, seeHeading, seeNotice, seeText } from './page-view.ts';
import type { Shopper } from './shopper.ts';
import { registerOnBoth, signIn } from './signed-in.ts';
import { follow } from './steps.ts';
import { reloadUntil, untilShopKnows } from './until.ts';
import { NEW_PASSWORD } from './ways-to-end.ts';

const SENT = 'Look into your mail';
const UNUSABLE = 'This link does not work any more';

describeInChromium('a forgotten password', {}, (suite) => {
  const linksTo = (address: string) => resetLinksTo(suite.store, address);
  /** Asks for mails until there are so many links; returns the last. */
  async function linkNumber(count: number, page: Page, address: string): Promise<string> {
    await reloadUntil(page, async () => linksTo(address).length >= count);
    return linksTo(address)[count - 1] ?? '';
  }

  it('leads from the sign-in over a mail to a new one, which ends every session', async () => {
    const known = await registerOnBoth(await suite.shopper());
    const { email, password } = known.account;
    const forgetful = await suite.shopper();
    const { page, origins } = forgetful;
    await page.goto(`${origins.checkout}/login`);
    await follow(page.getByRole('link', { name: 'Forgot your password?' }));
    await askForLink(page, email);
    const link = await linkNumber(1, page, email);
    expect(link).toMatch(`${origins.checkout}/reset?token=`);

    await page.goto(link);
    await chooseAnother(page, 'short');
    expect(await seeText(page.locator('.field-error'))).toContain('at least 8 characters');
    await expectUntouched(known);
    await chooseAnother(page, NEW_PASSWORD);
    expect(await seeHeading(page)).toBe('Sign in');
    expect(await seeNotice(page)).toBe('Your new password is set. Please sign in with it.');
    await untilShopKnows(suite.store);
    await expectEnded(known, 'A new password was set, so you were signed out here.');

    await signIn(forgetful, { email, password });
    expect(await seeHeading(page)).toBe('Sign in');
    await signIn(forgetful, { email, password: NEW_PASSWORD });
    expect((await seeHeader(page)).visitor).toContain(email);

    const late = await suite.shopper();
    await late.page.goto(link);
    expect(await seeHeading(late.page)).toBe(UNUSABLE);
    await follow(late.page.getByRole('link', { name: 'Send me a new link' }));
    expect(await seeHeading(late.page)).toBe('Forgot your password?');
  });

  it('has links that work until one of them has: then every other is refused on a page', async () => {
    const known = await registerOnBoth(await suite.shopper());
    const { email } = known.account;
    const forgetful = await suite.shopper();
    const { page } = forgetful;
    await openForgotten(forgetful);
    await askForLink(page, email);
    const older = await linkNumber(1, page, email);
    await openForgotten(forgetful);
    await askForLink(page, email);
    const newer = await linkNumber(2, page, email);
    await page.goto(older);
    expect(await seeHeading(page)).toBe('Choose a new password');
    // The page stays open, and another browser is quicker.
    const { page: other } = await suite.shopper();
    await other.goto(newer);
    await chooseAnother(other, NEW_PASSWORD);
    await chooseAnother(page, 'a third one, quite as long');
    expect(await seeHeading(page)).toBe(UNUSABLE);
    await signIn(forgetful, { email, password: NEW_PASSWORD });
    expect((await seeHeader(page)).visitor).toContain(email);
  });

  it('says the same of an address that nobody has', async () => {
    const forgetful = await suite.shopper();
    const { page } = forgetful;
    await openForgotten(forgetful);
    await askForLink(page, 'nobody@example.org');
    expect(mailsTo(suite.store, 'nobody@example.org')).toEqual([]);
  });

  it('keeps the token of the link out of every address but its own', async () => {
    const known = await registerOnBoth(await suite.shopper());
    const forgetful = await suite.shopper();
    const { page, context } = forgetful;
    await openForgotten(forgetful);
    await askForLink(page, known.account.email);
    const link = await linkNumber(1, page, known.account.email);
    const token = new URL(link).searchParams.get('token') ?? '';
    const told: string[] = [];
    context.on('request', (request) => {
      if (request.url() !== link) told.push(request.url(), JSON.stringify(request.headers()));
    });
    await page.goto(link);
    await page.reload();
    await chooseAnother(page, NEW_PASSWORD);
    await page.locator('.site-header').getByRole('link', { name: 'Back to the shop' }).click();
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((each) => each.includes(token))).toEqual([]);
    expect(forgetful.complaints).toEqual([]);
  });
});

function openForgotten({ page, origins }: Shopper) {
  return page.goto(`${origins.checkout}/forgot`);
}

async function askForLink(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await follow(page.getByRole('button', { name: 'Send me a link' }));
  expect(await seeHeading(page)).toBe(SENT);
}

async function chooseAnother(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await follow(page.getByRole('button', { name: 'Set password' }));
}

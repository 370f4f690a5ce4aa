import type { BrowserContextOptions, Page } from 'playwright-core';
import { demoAccount } from '../support/http-shopper.ts';
import { resetLinksTo } from '../support/mail-files.ts';
import type { RunningStore } from '../support/running-store.ts';
import { openAdmin } from './administrator.ts';
import { checkout, type GalleryPage, LONG_EMAIL } from './page-gallery.ts';
import { changePassword } from './password-steps.ts';
import { openShopper, type Shopper } from './shopper.ts';
import { registerOnBoth, signIn } from './signed-in.ts';
import { follow } from './steps.ts';
import { reloadUntil, untilShopKnows } from './until.ts';

const PASSWORD = 'a long walk by the harbour';
const NEXT_PASSWORD = 'a boat with a red sail';
const ACCOUNT = { email: LONG_EMAIL, password: PASSWORD };
/** Where else somebody may be signed in. */
const DEVICES: readonly string[] = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'SomebodysVeryOwnProgramWithoutAnyBlank/1.0',
];
const NOTE = 'Asked for by telephone, ticket 4711; the caller knew the last order and its address.';

/**
 * Every page around accounts, in the order of one walk: somebody with a very long address and four devices
 * changes the password, forgets it, and is shown why the sessions ended; then an administrator does all that
 * an administrator can do.
 */
export const ACCOUNT_GALLERY: readonly GalleryPage[] = [
  { name: 'the account', visit: moveIn },
  { name: 'the devices', visit: checkout('/account/sessions') },
  { name: 'the devices, one fewer', visit: endOne },
  { name: 'the password', visit: checkout('/account/password') },
  {
    name: 'a wrong password',
    visit: (shopper) => changePassword(shopper, { current: 'wrong', next: NEXT_PASSWORD }),
  },
  {
    name: 'a weak password',
    visit: (shopper) =>
      changePassword(shopper, { current: PASSWORD, next: 'short', keepCurrent: true }),
  },
  { name: 'a sign-in after a change', visit: changeForGood },
  { name: 'the shop after a change', visit: seeEndOnShop },
  { name: 'the forgotten password', visit: checkout('/forgot') },
  { name: 'a link on its way', visit: askForLink },
  { name: 'the new password', visit: openLink },
  {
    name: 'a weak new password',
    visit: ({ page }) => chooseAnother(page, 'short'),
  },
  { name: 'a sign-in after a reset', visit: ({ page }) => chooseAnother(page, PASSWORD) },
  { name: 'a link that does not work any more', visit: checkout('/reset?token=none') },
  { name: 'the administration', visit: signInAsAdmin },
  { name: 'users found', visit: checkout('/admin?q=') },
  { name: 'a user with a long address', visit: openUser },
  { name: 'the actions on a user', visit: unfoldActions },
  { name: 'a user who was disabled', visit: disable },
  { name: 'the own page of an administrator', visit: openOwnPage },
  {
    name: 'an action on oneself without a tick',
    visit: ({ page }) => page.goto(`${page.url()}?done=confirmation_required`),
  },
  { name: 'nobody found', visit: checkout(`/admin?q=${'unfindable'.repeat(9)}`) },
  { name: 'the audit trail', visit: checkout('/admin/audit') },
  { name: 'the audit trail of a user', visit: checkout(`/admin/audit?user=${LONG_EMAIL}`) },
  { name: 'the audit trail of nobody', visit: checkout('/admin/audit?user=nobody') },
  { name: 'everybody', visit: checkout('/admin/everyone') },
  { name: 'everybody, not confirmed', visit: confirmWrongly },
  { name: 'a page for administrators alone', visit: asSomebodyElse },
];

/** Registers with a cart, and signs in on further devices. */
async function moveIn(shopper: Shopper): Promise<void> {
  await registerOnBoth(shopper, ACCOUNT);
  for (const userAgent of DEVICES) await onAnother(shopper, { userAgent });
  await shopper.page.goto(`${shopper.origins.checkout}/account`);
}

async function onAnother({ context, origins }: Shopper, options: BrowserContextOptions) {
  const browser = context.browser();
  if (!browser) throw new Error('a shopper has a browser');
  const other = await openShopper(browser, origins, options);
  await signIn(other, ACCOUNT);
  await other.context.close();
}

async function endOne(shopper: Shopper): Promise<void> {
  const other = shopper.page.locator('.session').filter({ hasText: 'Firefox' });
  await follow(other.getByRole('button', { name: /^Sign out/ }));
}

async function changeForGood(shopper: Shopper): Promise<void> {
  await changePassword(shopper, { current: PASSWORD, next: NEXT_PASSWORD });
}

async function seeEndOnShop({ page, origins }: Shopper, store: RunningStore): Promise<void> {
  await untilShopKnows(store);
  await page.goto(`${origins.shopping}/cart`);
}

async function askForLink({ page }: Shopper): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(LONG_EMAIL);
  await follow(page.getByRole('button', { name: 'Send me a link' }));
}

async function openLink({ page }: Shopper, store: RunningStore): Promise<void> {
  await reloadUntil(page, async () => resetLinksTo(store, LONG_EMAIL).length > 0);
  await page.goto(resetLinksTo(store, LONG_EMAIL)[0] ?? '');
}

async function chooseAnother(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await follow(page.getByRole('button', { name: 'Set password' }));
}

async function signInAsAdmin(shopper: Shopper, store: RunningStore): Promise<void> {
  await openAdmin(shopper, demoAccount(store, 'admin'));
  await shopper.page.goto(`${shopper.origins.checkout}/admin`);
}

async function openUser({ page, origins }: Shopper): Promise<void> {
  await page.goto(`${origins.checkout}/admin?q=${LONG_EMAIL}`);
  await follow(page.locator('.table a').first());
}

/** All at once: of those that share a name, a browser keeps one open only. */
async function unfoldActions({ page }: Shopper): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) {
      details.removeAttribute('name');
      details.open = true;
    }
  });
}

async function disable({ page }: Shopper): Promise<void> {
  await page.locator('#disable-note').fill(NOTE);
  await follow(page.getByRole('button', { name: 'Disable the account', exact: true }));
}

async function openOwnPage(shopper: Shopper): Promise<void> {
  const { page, origins } = shopper;
  await page.goto(`${origins.checkout}/admin?q=admin@`);
  await follow(page.locator('.table a').first());
  await unfoldActions(shopper);
}

async function confirmWrongly({ page }: Shopper): Promise<void> {
  await page.goto(page.url());
  await page.getByLabel('Reason', { exact: true }).fill(NOTE);
  await page.getByLabel('Type EVERYONE to confirm', { exact: true }).fill('everyone');
  await follow(page.getByRole('button', { name: 'Sign everybody out' }));
}

async function asSomebodyElse(shopper: Shopper, store: RunningStore): Promise<void> {
  const { page, origins } = shopper;
  await page.goto(`${origins.checkout}/checkout`);
  await follow(page.getByRole('button', { name: 'Sign out' }));
  await signIn(shopper, demoAccount(store));
  await page.goto(`${origins.checkout}/admin`);
}

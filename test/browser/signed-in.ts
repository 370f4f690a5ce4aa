import type { Page } from 'playwright-core';
import { type Account, newAccount } from '../support/http-shopper.ts';
import { type SeenLine, seeLines } from './page-view.ts';
import type { Shopper } from './shopper.ts';
import { buy, goToCheckout, sendCredentials } from './steps.ts';
import { untilVisitor } from './until.ts';

/** Somebody whom both domains know, with a cart. */
export interface Known {
  readonly shopper: Shopper;
  readonly account: Account;
  readonly cart: readonly SeenLine[];
}

/** Fills a cart on the shop, registers on checkout, and comes back recognized. */
export async function registerOnBoth(
  shopper: Shopper,
  account: Account = newAccount(),
): Promise<Known> {
  const { page, origins } = shopper;
  await buy(shopper, '100260', { quantity: 2 });
  await buy(shopper, '100245', {
    options: { Size: 'Four cups', Glaze: 'Sage' },
    quantity: 3,
  });
  const cart = await seeLines(page);
  await goToCheckout(page);
  await page.goto(`${origins.checkout}/register`);
  await sendCredentials(page, account.email, account.password);
  await untilVisitor(shopper, 'Welcome back', '/bridge/start?return=%2Fcart');
  return { shopper, account, cart };
}

/** Signs a further browser in to an account, whose cart comes along, up to the shop. */
export async function signInOnBoth(shopper: Shopper, account: Account): Promise<Known> {
  await signIn(shopper, account);
  return comeToShop(shopper, account);
}

/**
 * What `registerOnBoth` leads to, by what its pages send instead of the pages: for tests of what comes afterwards,
 * which have many ways to go.
 */
export async function registerAtOnce(
  shopper: Shopper,
  account: Account = newAccount(),
): Promise<Known> {
  const { page, origins } = shopper;
  await page.goto(`${origins.shopping}/cart`);
  for (const line of LINES) await post(page, '/api/cart/lines', line);
  await page.goto(`${origins.checkout}/bridge/start?return=%2Fregister`);
  await post(page, '/api/register', account);
  return comeToShop(shopper, account);
}

/** The same of `signInOnBoth`. */
export async function signInAtOnce(shopper: Shopper, account: Account): Promise<Known> {
  const { page, origins } = shopper;
  await page.goto(`${origins.checkout}/login`);
  await post(page, '/api/login', account);
  return comeToShop(shopper, account);
}

const LINES = [
  { sku: '100260', quantity: 2 },
  { sku: '100245', quantity: 3, options: { size: 'Four cups', glaze: 'Sage' } },
];

async function comeToShop(shopper: Shopper, account: Account): Promise<Known> {
  await untilVisitor(shopper, 'Welcome back', '/bridge/start?return=%2Fcart');
  return { shopper, account, cart: await seeLines(shopper.page) };
}

/** Sends JSON as a script of the page would. */
async function post(page: Page, path: string, fields: object): Promise<void> {
  const status = await page.evaluate(
    async ([to, body]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(to, { method: 'POST', headers, body })).status;
    },
    [path, JSON.stringify(fields)] as const,
  );
  if (status >= 300) throw new Error(`${path} answered ${status}`);
}

/** Signs a browser in on checkout. */
export async function signIn({ page, origins }: Shopper, account: Account): Promise<void> {
  await page.goto(`${origins.checkout}/login`);
  await sendCredentials(page, account.email, account.password);
}

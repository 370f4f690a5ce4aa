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
  await untilVisitor(shopper, 'Welcome back', '/bridge/start?return=%2Fcart');
  return { shopper, account, cart: await seeLines(shopper.page) };
}

/** Signs a browser in on checkout. */
export async function signIn({ page, origins }: Shopper, account: Account): Promise<void> {
  await page.goto(`${origins.checkout}/login`);
  await sendCredentials(page, account.email, account.password);
}

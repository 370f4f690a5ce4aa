import { type Account, newAccount, type Shopper } from './http-shopper.ts';
import type { RunningStore } from './running-store.ts';

/** Somebody whom both domains know. */
export interface KnownShopper {
  readonly shopper: Shopper;
  readonly account: Account;
  /** Id of the user. */
  readonly id: string;
}

/** The cart of everybody whom `signedInOnBoth` makes. */
export const CART: Readonly<Record<string, number>> = { '300172': 2 };

/** Fills a cart on the shop, registers on checkout and comes back, recognized. */
export async function signedInOnBoth(
  shopper: Shopper,
  account: Account = newAccount(),
): Promise<KnownShopper> {
  await shopper.add('shopping', { sku: '300172' }, 2);
  await shopper.cross('checkout');
  await shopper.register(account);
  const { body } = await shopper.send('checkout', 'GET', '/api/account');
  await shopper.cross('shopping');
  await shopper.untilRecognized();
  return { shopper, account, id: JSON.parse(body).user.id };
}

/** Signs a further browser in to an account, up to the shop. */
export async function signInOnBoth(shopper: Shopper, account: Account): Promise<void> {
  await shopper.signIn(account);
  await shopper.cross('shopping');
  await shopper.untilRecognized();
}

/** States of the session on the shop and on checkout. */
export async function statesOf(shopper: Shopper): Promise<readonly [string, string]> {
  const shop = (await shopper.state('shopping')).session.state;
  return [shop, (await shopper.state('checkout')).session.state];
}

/** Leaves the processor to whoever is waited for, who may be another process. Milliseconds. */
const BETWEEN_QUESTIONS = 5;

/** Asks again and again, until it is so; the suite's own limit ends it where it never is. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, BETWEEN_QUESTIONS));
}

/** Waits until the shop serves this browser as anonymous. */
export async function untilGuest(shopper: Shopper): Promise<void> {
  await until(async () => (await shopper.state('shopping')).session.state === 'anonymous');
}

/** The same browser without its connections: where a server stood still, their idle time is over when it goes on. */
export function onNewConnections(
  open: { readonly store: RunningStore; shopper(): Shopper },
  { browser }: Shopper,
): Shopper {
  const again = open.shopper();
  for (const origin of Object.values(open.store.origins)) {
    for (const cookie of browser.jar.getCookiesSync(origin)) {
      again.browser.jar.setCookieSync(cookie, origin);
    }
  }
  return again;
}

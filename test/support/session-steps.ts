import type { SessionNotice } from 'domain-bridge/flows';
import type { BrowserModel } from './browser-model.ts';
import { add, CHECKOUT, SHOP, type StorePair, see, signIn, USER } from './store-pair.ts';

/** How long a cookie of before the sign-in stays, and then a bit: afterwards the cart is the account's alone. */
export const SETTLED_SECONDS = 61;
/** Longer than a sign-in stays fresh without a request. */
export const IDLE_SECONDS = 21 * 60;

/** A browser with two mugs that has signed in and come back to the shop. */
export async function signedInOnBoth(pair: StorePair, user = USER): Promise<BrowserModel> {
  const browser = pair.browser();
  await add(browser, SHOP, 'MUG', 2);
  await browser.open(`${CHECKOUT}/bridge/start`);
  await signIn(browser, user);
  await crossToShop(browser);
  return browser;
}

/** Crosses to the shop. */
export async function crossToShop(browser: BrowserModel): Promise<void> {
  await browser.open(`${SHOP}/bridge/start`);
}

/** Crosses to checkout. */
export async function crossToCheckout(browser: BrowserModel): Promise<void> {
  await browser.open(`${CHECKOUT}/bridge/start`);
}

/** State of the session that the domain `origin` shows. */
export async function stateOn(browser: BrowserModel, origin: string): Promise<string> {
  return (await see(browser, origin)).session.state;
}

/** Cart that the domain `origin` shows: SKU → quantity. */
export async function cartOn(browser: BrowserModel, origin: string) {
  return (await see(browser, origin)).lines;
}

/** Loads a page that says what became of the session, and returns that. */
export async function noticeOn(
  browser: BrowserModel,
  origin: string,
): Promise<SessionNotice | null> {
  return JSON.parse((await browser.open(`${origin}/notice`)).body);
}

/** The `sid` of the session on the domain `origin`. */
export async function sidOf(browser: BrowserModel, origin = CHECKOUT): Promise<string> {
  const { sid } = (await see(browser, origin)).session;
  if (!sid) throw new Error('nobody is signed in there');
  return sid;
}

/** Chooses shipping to a postal code. */
export async function ship(browser: BrowserModel, origin: string, postalCode: string) {
  const json = { method: 'express', country: 'IE', postalCode };
  await browser.request(`${origin}/shipping`, { json });
}

import type { BrowserModel } from './browser-model.ts';
import type { ClockedStore } from './clocked-store.ts';
import { CHECKOUT, SHOP } from './store-pair.ts';

/** An account of a clocked store. */
export interface ClockedAccount {
  readonly email: string;
  readonly password: string;
}

const PASSWORD = 'correct horse battery staple 9';
/** Time moves in steps, so that calls between the servers end before their own time runs out. */
const STEP_MILLISECONDS = 250;

/** Somebody with two spoons in the cart who has registered and come back to the shop. */
export async function registeredOnBoth(
  store: ClockedStore,
  name: string,
): Promise<{
  readonly browser: BrowserModel;
  readonly account: ClockedAccount;
  readonly id: string;
}> {
  const account = { email: `${name}@example.org`, password: PASSWORD };
  const browser = store.browser();
  await browser.request(`${SHOP}/api/cart/lines`, { json: { sku: '300172', quantity: 2 } });
  await browser.open(`${CHECKOUT}/bridge/start?return=/checkout`);
  const answer = await browser.request(`${CHECKOUT}/api/register`, { json: account });
  await browser.open(`${SHOP}/bridge/start?return=/cart`);
  return { browser, account, id: JSON.parse(answer.body).user.id };
}

/** Signs in on checkout and comes back to the shop. */
export async function signInAgain(browser: BrowserModel, account: ClockedAccount): Promise<void> {
  await browser.request(`${CHECKOUT}/api/login`, { json: account });
  await browser.open(`${SHOP}/bridge/start?return=/cart`);
}

/** State of the session on the shop and on checkout. */
export async function sessionsOf(browser: BrowserModel): Promise<readonly [string, string]> {
  return [await sessionOn(browser, SHOP), await sessionOn(browser, CHECKOUT)];
}

/** State of the session on one of them. */
export async function sessionOn(browser: BrowserModel, origin: string): Promise<string> {
  return (await stateOn(browser, origin)).session.state;
}

/** The cart on one of them: SKU → quantity. */
export async function quantitiesOn(
  browser: BrowserModel,
  origin: string,
): Promise<Readonly<Record<string, number>>> {
  const { lines } = (await stateOn(browser, origin)).cart;
  return Object.fromEntries(lines.map(({ id, quantity }) => [id, quantity]));
}

interface State {
  readonly session: { readonly state: string };
  readonly cart: { readonly lines: readonly { readonly id: string; readonly quantity: number }[] };
}

async function stateOn(browser: BrowserModel, origin: string): Promise<State> {
  return JSON.parse((await browser.request(`${origin}/api/state`)).body);
}

/** Lets time pass for both servers and all that runs in them. */
export async function pass(store: ClockedStore, seconds: number): Promise<void> {
  store.clock.advance(seconds);
  await store.scheduler.advance(seconds * 1000);
}

/** Lets time pass in small steps until it is so. */
export async function passUntil(
  store: ClockedStore,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  while (!(await isSo())) {
    // A real round trip between two steps: what the servers ask each other needs real time.
    await store.browser().request(`${SHOP}/healthz`);
    await pass(store, STEP_MILLISECONDS / 1000);
  }
}

import type { Server } from 'node:http';
import { BrowserModel } from '../support/browser-model.ts';
import { CHECKOUT, listen, portOf, SHOP, stop } from '../support/store-pair.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';
import { createExistingCheckout, type Position } from './existing-checkout.ts';
import { createExistingShop } from './existing-shop.ts';
import { HeldStore } from './held-store.ts';

/** Both existing stores, running. */
export interface Adopters {
  readonly clock: TestClock;
  /** Sessions of the checkout. */
  readonly sessions: HeldStore;
  browser(): BrowserModel;
  close(): Promise<void>;
}

/** What the shop shows. */
export interface Basket {
  readonly basket: Readonly<Record<string, { readonly pieces: number; readonly size?: string }>>;
  readonly vouchers: readonly string[];
}

/** What the checkout shows. */
export interface Positions {
  readonly positions: readonly Position[];
  readonly coupons: readonly string[];
  readonly delivery: { readonly method: string; readonly country: string } | null;
}

/** Starts the two existing stores with sessions of their own. */
export async function startAdopters(): Promise<Adopters> {
  const clock = createTestClock();
  const key = (kid: string): string => `${kid}:${Buffer.alloc(32, kid).toString('base64url')}`;
  const sessions = new HeldStore();
  const options = (own: string, store = new HeldStore()) => ({
    sessions: store,
    keys: { bridge: key('b1'), cookies: key(own) },
    clock: clock.now,
  });
  const servers: Server[] = [
    await listen(createExistingShop(options('s1'))),
    await listen(createExistingCheckout(options('c1', sessions))),
  ];
  const [shop = 0, checkout = 0] = servers.map(portOf);
  return {
    clock,
    sessions,
    browser: () => new BrowserModel({ [SHOP]: shop, [CHECKOUT]: checkout }, clock.now),
    close: async () => {
      await Promise.all(servers.map(stop));
    },
  };
}

/** Sets the pieces of an article in the shop's own cart. */
export async function put(
  browser: BrowserModel,
  number: string,
  pieces: number,
  size?: string,
): Promise<void> {
  await browser.request(`${SHOP}/basket`, { json: { number, pieces, size } });
}

/** Sets the count of an article in the checkout's own cart. */
export async function putPosition(
  browser: BrowserModel,
  article: string,
  count: number,
): Promise<void> {
  await browser.request(`${CHECKOUT}/positions`, { json: { article, count } });
}

/** Crosses to checkout and reads its cart. */
export async function toCheckout(browser: BrowserModel): Promise<Positions> {
  return JSON.parse((await browser.open(`${SHOP}/to-checkout`)).body);
}

/** Crosses back to the shop and reads its cart. */
export async function toShop(browser: BrowserModel): Promise<Basket> {
  return JSON.parse((await browser.open(`${CHECKOUT}/back`)).body);
}

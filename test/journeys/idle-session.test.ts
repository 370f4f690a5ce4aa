import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recognizes, STORE_MODES } from '../support/bridge-modes.ts';
import type { BrowserModel } from '../support/browser-model.ts';
import { type ClockedStore, startClockedStore } from '../support/clocked-store.ts';
import { CHECKOUT, SHOP } from '../support/store-pair.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const ACCOUNT = { email: 'ann.idle@example.org', password: 'correct horse battery staple 9' };
const KEY = { 'idempotency-key': 'idle-1' };

describe.each(STORE_MODES)('a session on checkout (%s)', (mode) => {
  let store: ClockedStore;
  beforeAll(async () => {
    store = await startClockedStore({ BRIDGE_MODE: mode });
  });
  afterAll(() => store.close());

  async function signedIn(email: string): Promise<BrowserModel> {
    const browser = store.browser();
    await browser.request(`${SHOP}/api/cart/lines`, { json: { sku: '100210', quantity: 2 } });
    await browser.open(`${CHECKOUT}/bridge/start?return=/checkout`);
    await browser.request(`${CHECKOUT}/api/register`, { json: { ...ACCOUNT, email } });
    return browser;
  }
  async function stateOn(browser: BrowserModel, origin: string) {
    return JSON.parse((await browser.request(`${origin}/api/state`)).body);
  }
  async function statusOf(browser: BrowserModel, path: string): Promise<number> {
    return (await browser.request(`${CHECKOUT}${path}`)).status;
  }

  it('stays authenticated as long as something happens within 20 minutes', async () => {
    const browser = await signedIn('busy@example.org');
    for (let visit = 0; visit < 5; visit++) {
      store.clock.advance(19 * MINUTE);
      expect(await statusOf(browser, '/api/account')).toBe(200);
    }
  });

  it('is recognized after 20 minutes without a request, and keeps the cart', async () => {
    const browser = await signedIn('idle@example.org');
    store.clock.advance(20 * MINUTE);
    const state = await stateOn(browser, CHECKOUT);
    expect(state.session).toEqual({ state: 'recognized' });
    expect(state.cart.lines).toMatchObject([{ sku: '100210', quantity: 2 }]);
  });

  it('shows nothing personal once it is recognized, and orders nothing', async () => {
    const browser = await signedIn(ACCOUNT.email);
    const order = { json: {}, headers: KEY };
    const placed = JSON.parse((await browser.request(`${CHECKOUT}/api/orders`, order)).body);
    expect((await browser.open(`${CHECKOUT}/checkout`)).body).toContain(ACCOUNT.email);

    store.clock.advance(20 * MINUTE);
    for (const path of ['/checkout', '/login', '/register', '/account']) {
      const { body } = await browser.open(`${CHECKOUT}${path}`);
      expect(body).not.toContain(ACCOUNT.email);
      expect(body).not.toContain(placed.id);
    }
    const page = await browser.open(`${CHECKOUT}/orders/${placed.id}`);
    expect(new URL(page.url).pathname).toBe('/login');
    expect(await statusOf(browser, '/api/account')).toBe(401);
    expect((await browser.request(`${CHECKOUT}/api/orders`, order)).status).toBe(401);
  });

  it('never shows wholesale or personal things on the shop, where it is recognized at most', async () => {
    const browser = await signedIn('shop@example.org');
    const page = await browser.open(`${SHOP}/bridge/start?return=/`);
    const state = recognizes('http', mode) ? 'recognized' : 'anonymous';
    expect((await stateOn(browser, SHOP)).session).toEqual({ state });
    expect(page.body).not.toContain('shop@example.org');
  });

  it('is authenticated again after signing in, with what was added meanwhile', async () => {
    const browser = await signedIn('again@example.org');
    store.clock.advance(20 * MINUTE);
    const line = { sku: 'CUP-ESP-08', quantity: 3 };
    await browser.request(`${CHECKOUT}/api/cart/lines`, { json: line });
    await browser.request(`${CHECKOUT}/api/login`, {
      json: { ...ACCOUNT, email: 'again@example.org' },
    });
    const state = await stateOn(browser, CHECKOUT);
    expect(state.session).toEqual({ state: 'authenticated' });
    const quantities = state.cart.lines.map(({ quantity }: { quantity: number }) => quantity);
    expect(quantities.sort()).toEqual([2, 3]);
  });

  it('gives another user who signs in then none of the first one’s lines', async () => {
    const browser = await signedIn('first@example.org');
    store.clock.advance(20 * MINUTE);
    await browser.open(`${CHECKOUT}/checkout`);
    await browser.request(`${CHECKOUT}/api/register`, {
      json: { ...ACCOUNT, email: 'second@example.org' },
    });
    expect((await stateOn(browser, CHECKOUT)).cart.lines).toEqual([]);
  });

  it('is authenticated for 8 hours at most, and recognized for 30 days at most', async () => {
    const browser = await signedIn('long@example.org');
    for (let visit = 0; visit < 8 * 4; visit++) {
      store.clock.advance(15 * MINUTE);
      await browser.request(`${CHECKOUT}/api/account`);
    }
    expect((await stateOn(browser, CHECKOUT)).session).toEqual({ state: 'recognized' });
    store.clock.advance(30 * DAY);
    expect((await stateOn(browser, CHECKOUT)).session).toEqual({ state: 'anonymous' });
  });
});

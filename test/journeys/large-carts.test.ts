import { afterEach, describe, expect, it } from '@jest/globals';
import type { PeerFetch } from 'domain-bridge/peer';
import { addToLine, emptyState, encodeState, mintActor } from 'domain-bridge/state';
import type { BrowserModel } from '../support/browser-model.ts';
import { forge, tokenOf } from '../support/forged-token.ts';
import { REFUSAL } from '../support/refusal.ts';
import { routedFetch } from '../support/routed-fetch.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  SHOP,
  type StorePair,
  see,
  signIn,
  startStorePair,
} from '../support/store-pair.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
/** As wide as SKUs get. */
const skuOf = (i: number): string => `WIDE-${'x'.repeat(20)}-${i}`;

/** What the way between the servers does with the n-th call: 0 for the first. */
type Way = (straight: () => ReturnType<PeerFetch>, call: number) => ReturnType<PeerFetch>;

describe('a cart that is too large for a link', () => {
  let pair: StorePair | undefined;
  afterEach(() => pair?.close());

  /** A store whose servers reach each other by that way. */
  async function start(way: Way = (straight) => straight()): Promise<StorePair> {
    const ports: Record<string, number> = {};
    const straight = routedFetch((origin) => ports[origin]);
    let calls = 0;
    const fetch: PeerFetch = (url, init) => way(() => straight(url, init), calls++);
    pair = await startStorePair({ shop: { peer: { fetch } }, checkout: { peer: { fetch } } });
    Object.assign(ports, pair.ports);
    return pair;
  }

  /** A hundred lines at a time: as many come along in one link. */
  async function fill(browser: BrowserModel, at: string, from: number, count: number) {
    for (let i = 0; i < count; i += 100) await bring(browser, at, from + i);
  }

  async function bring(browser: BrowserModel, at: string, from: number) {
    if (!pair) throw new Error('a store has to be started first');
    const actor = mintActor('shopping', random);
    let state = emptyState(random);
    for (let i = from; i < from + 100; i++) {
      state = addToLine({ sku: skuOf(i) }, 1 + (i % 9))(state, actor);
    }
    const url = await forge(pair, browser, at, { state: encodeState(state) });
    expect((await browser.request(url)).status).toBe(303);
  }

  const linesOf = async (browser: BrowserModel, at: string) => (await see(browser, at)).lines;

  it.each([
    [SHOP, CHECKOUT],
    [CHECKOUT, SHOP],
  ])('crosses from %s to %s with its 500 lines', async (from, to) => {
    const store = await start();
    const browser = store.browser();
    await fill(browser, from, 0, 500);
    const token = tokenOf(await fetchToken(browser, to));
    expect(token.length).toBeLessThan(400);
    await browser.open(`${to}/bridge/start`);
    expect(Object.keys(await linesOf(browser, to))).toHaveLength(500);
    expect(await linesOf(browser, to)).toEqual(await linesOf(browser, from));
  });

  it('crosses with the 1,000 lines that a merge has made of two', async () => {
    const store = await start();
    const browser = store.browser();
    await fill(browser, SHOP, 0, 500);
    await fill(browser, CHECKOUT, 500, 500);
    await browser.open(`${CHECKOUT}/bridge/start`);
    expect(Object.keys(await linesOf(browser, CHECKOUT))).toHaveLength(1_000);
    await browser.open(`${SHOP}/bridge/start`);
    expect(await linesOf(browser, SHOP)).toEqual(await linesOf(browser, CHECKOUT));
    await browser.request(`${SHOP}/lines/${skuOf(7)}`, { method: 'PUT', json: { quantity: 0 } });
    await browser.open(`${CHECKOUT}/bridge/start`);
    expect(Object.keys(await linesOf(browser, CHECKOUT))).toHaveLength(999);
  });

  it('crosses with an account’s cart too, for a shopper who is signed in', async () => {
    const store = await start();
    const browser = store.browser();
    await fill(browser, CHECKOUT, 0, 500);
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    expect(Object.keys(await linesOf(browser, SHOP))).toHaveLength(500);
    expect((await see(browser, SHOP)).session.state).toBe('recognized');
  });

  it.each<[string, Way]>([
    [
      'fails once',
      (straight, call) => (call === 0 ? Promise.reject(new Error('reset')) : straight()),
    ],
    [
      'gets its answer lost once',
      async (straight, call) => {
        const answer = await straight();
        if (call === 0) throw new Error('lost');
        return answer;
      },
    ],
    [
      'is answered 503 once',
      (straight, call) =>
        call === 0 ? Promise.resolve(new Response('', { status: 503 })) : straight(),
    ],
    ['is slow', (straight) => new Promise((resolve) => setImmediate(() => resolve(straight())))],
  ])('crosses when the call between the servers %s', async (_, way) => {
    const store = await start(way);
    const browser = store.browser();
    await fill(browser, SHOP, 0, 500);
    await browser.open(`${CHECKOUT}/bridge/start`);
    expect(Object.keys(await linesOf(browser, CHECKOUT))).toHaveLength(500);
  });

  it('stays whole on both sides when the other server cannot be reached, and crosses with the same link later', async () => {
    let isCut = true;
    const store = await start((straight) =>
      isCut ? Promise.reject(new Error('unreachable')) : straight(),
    );
    const browser = store.browser();
    await fill(browser, SHOP, 0, 500);
    await add(browser, CHECKOUT, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    const { status, body } = await browser.request(url);
    expect([status, body]).toEqual([400, REFUSAL]);
    expect(store.checkout.log.join()).toContain('ERR_HANDOFF_NOT_FETCHED');
    expect(store.checkout.log.join()).not.toContain(tokenOf(url));
    expect(await linesOf(browser, CHECKOUT)).toEqual({ MUG: 1 });
    expect(Object.keys(await linesOf(browser, SHOP))).toHaveLength(500);

    isCut = false;
    expect((await browser.request(url)).status).toBe(303);
    expect(store.checkout.log.at(-1)).toBe('first');
    expect(Object.keys(await linesOf(browser, CHECKOUT))).toHaveLength(501);
  });

  it('arrives again by the same link after its answer to the browser was lost', async () => {
    const store = await start();
    const browser = store.browser();
    await fill(browser, SHOP, 0, 500);
    const url = await fetchToken(browser, CHECKOUT);
    await browser.request(url, { lost: true });
    expect((await browser.request(url)).status).toBe(303);
    expect(Object.keys(await linesOf(browser, CHECKOUT))).toHaveLength(500);
    expect(store.checkout.log.filter((entry) => entry === 'again')).toHaveLength(1);
  });

  it('is not fetched for a browser that did not ask for it', async () => {
    let calls = 0;
    const store = await start((straight) => {
      calls++;
      return straight();
    });
    const browser = store.browser();
    await fill(browser, SHOP, 0, 500);
    const url = await fetchToken(browser, CHECKOUT);
    expect((await store.browser().request(url)).status).toBe(400);
    expect(calls).toBe(0);
  });
});

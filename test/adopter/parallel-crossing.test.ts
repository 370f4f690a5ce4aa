import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CHECKOUT, fetchToken, SHOP } from '../support/store-pair.ts';
import { type Adopters, put, putPosition, startAdopters, toCheckout, toShop } from './adopters.ts';

/** Requests of one browser side by side: each has read its session before the others wrote theirs. */
describe('the own cart of a bridged store', () => {
  let stores: Adopters;
  beforeEach(async () => {
    stores = await startAdopters();
  });
  afterEach(() => stores.close());

  /** A browser whose checkout knows it already, on its way with a new line. */
  async function onItsWay() {
    const browser = stores.browser();
    await put(browser, 'CUP', 1);
    await toCheckout(browser);
    stores.clock.advance(3_600);
    await put(browser, 'MUG', 2);
    return { browser, url: await fetchToken(browser, CHECKOUT) };
  }

  async function positions(browser: Awaited<ReturnType<typeof onItsWay>>['browser']) {
    return JSON.parse((await browser.open(`${CHECKOUT}/checkout`)).body).positions;
  }

  const BOTH = [
    { article: 'CUP', count: 1 },
    { article: 'MUG', count: 2 },
  ];

  it('has each line once when one token arrives 50 times at once', async () => {
    const { browser, url } = await onItsWay();
    stores.sessions.hold(50);
    const answers = await browser.race(Array.from({ length: 50 }, () => url));
    expect(answers.every(({ status }) => status === 303)).toBe(true);
    expect(await positions(browser)).toEqual(BOTH);
    expect((await toShop(browser)).basket).toEqual({ CUP: { pieces: 1 }, MUG: { pieces: 2 } });
    expect((await toCheckout(browser)).positions).toEqual(BOTH);
  });

  it('has every line when two tabs arrive at once', async () => {
    const { browser, url } = await onItsWay();
    await put(browser, 'PEN', 3);
    const second = await fetchToken(browser, CHECKOUT);
    stores.sessions.hold(4);
    await browser.race([url, second, url, second]);
    expect((await toCheckout(browser)).positions).toEqual([...BOTH, { article: 'PEN', count: 3 }]);
  });

  it('has every line when arrivals and departures cross', async () => {
    const { browser, url } = await onItsWay();
    const issue = await browser.openUntil(`${SHOP}/bridge/start`, '/bridge/issue');
    stores.sessions.hold(4);
    await browser.race([url, issue, url, issue]);
    expect((await toCheckout(browser)).positions).toEqual(BOTH);
    expect((await toShop(browser)).basket).toEqual({ CUP: { pieces: 1 }, MUG: { pieces: 2 } });
  });

  it('has every line at the second try when the first answer was lost', async () => {
    const { browser, url } = await onItsWay();
    await browser.request(url, { lost: true });
    await browser.open(url);
    expect(await positions(browser)).toEqual(BOTH);
    await putPosition(browser, 'MUG', 0);
    expect((await toShop(browser)).basket).toEqual({ CUP: { pieces: 1 } });
  });

  it('does not get a line back that was removed after an answer was lost', async () => {
    const { browser, url } = await onItsWay();
    await browser.request(url, { lost: true });
    stores.clock.advance(120);
    await putPosition(browser, 'MUG', 0);
    expect((await toShop(browser)).basket).toEqual({ CUP: { pieces: 1 } });
  });

  it('keeps what changes in it while an arrival is under way', async () => {
    const { browser, url } = await onItsWay();
    await browser.request(url, { lost: true });
    await putPosition(browser, 'PEN', 3);
    await putPosition(browser, 'CUP', 0);
    expect((await toShop(browser)).basket).toEqual({ MUG: { pieces: 2 }, PEN: { pieces: 3 } });
  });
});

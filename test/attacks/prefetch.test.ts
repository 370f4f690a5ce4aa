import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

/** A12: bots, previews and prefetchers use links up before the shopper does. */
describe('a request that is not a shopper', () => {
  const pair = eachStorePair();
  const IMAGE = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
  const AHEAD: readonly Record<string, string>[] = [
    { 'sec-purpose': 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'x-purpose': 'preview' },
    { 'x-moz': 'prefetch' },
  ];

  it.each(AHEAD)('and announces %j gets 503 and neither plants nor burns', async (headers) => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    const before = browser.cookies(CHECKOUT);
    for (const target of [`${CHECKOUT}/bridge/start`, url]) {
      const answer = await browser.request(target, { headers });
      expect(answer).toMatchObject({ status: 503, setCookies: [], location: null, body: '' });
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    expect(browser.cookies(CHECKOUT)).toEqual(before);
    await browser.open(url);
    expect(pair().checkout.log).toEqual(['first']);
  });

  it('by HEAD gets 503 and neither plants nor burns', async () => {
    const browser = pair().browser();
    const url = await fetchToken(browser, CHECKOUT);
    for (const target of [`${CHECKOUT}/bridge/start`, `${SHOP}/bridge/issue`, url]) {
      const answer = await browser.request(target, { method: 'HEAD' });
      expect(answer).toMatchObject({ status: 503, setCookies: [], location: null });
    }
    expect(pair().checkout.log).toEqual([]);
    expect((await browser.request(url)).status).toBe(303);
  });

  it('of a scanner that follows the link first takes nothing from the shopper', async () => {
    const [shopper, scanner] = [pair().browser(), pair().browser()];
    await add(shopper, SHOP, 'MUG');
    const url = await fetchToken(shopper, CHECKOUT);
    expectRefusal(await scanner.request(url, { headers: { accept: '*/*' } }));
    await shopper.open(url);
    expect((await see(shopper, CHECKOUT)).lines).toEqual({ MUG: 1 });
  });

  it.each(['image', 'empty', 'script', 'iframe', 'style', ''])(
    'for a %j rather than a document is refused',
    async (destination) => {
      const browser = pair().browser();
      const url = await fetchToken(browser, CHECKOUT);
      for (const target of [`${CHECKOUT}/bridge/start`, url]) {
        expectRefusal(
          await browser.request(target, { headers: { 'sec-fetch-dest': destination } }),
        );
      }
    },
  );

  it.each([
    ['a navigation', 'text/html,application/xhtml+xml,*/*;q=0.8', 303],
    ['a plain program', '*/*', 303],
    ['a program that says nothing', null, 303],
    ['an image', IMAGE, 400],
    ['a style sheet', 'text/css,*/*;q=0.1', 400],
    ['a JSON client', 'application/json', 400],
    ['a client that prefers JSON', 'application/json, text/plain, */*', 400],
  ])('is told apart by Accept where there is no Sec-Fetch-Dest: %s', async (_, accept, status) => {
    const answer = await pair().browser().request(`${SHOP}/bridge/start`, { headers: { accept } });
    expect(answer.status).toBe(status);
    expect(answer.setCookies).toHaveLength(status === 303 ? 1 : 0);
  });
});

import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn } from '../support/store-pair.ts';

/** A13: what impatient people and shaky connections do. */
describe('a crossing that happens more than once', () => {
  const pair = eachStorePair();
  const START = `${CHECKOUT}/bridge/start`;

  it('by a double click leads to one cart', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const issues = await browser.race([START, START]);
    const tokens = await browser.race(issues.map(({ location }) => location ?? ''));
    const ends = await browser.race(tokens.map(({ location }) => location ?? ''));
    expect(ends.map(({ status }) => status)).toEqual([303, 303]);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });

  it('because the answer was lost leads to the cart and the session at the second try', async () => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG', 2);
    await signIn(browser);
    const url = await fetchToken(browser, SHOP);
    await browser.request(url, { lost: true });
    expect((await browser.open(url)).url).toBe(`${SHOP}/`);
    const shown = await see(browser, SHOP);
    expect(shown).toMatchObject({ session: { state: 'recognized' }, lines: { MUG: 2 } });
  });

  it('because the answer of each step was lost once leads to the cart', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    let next: string | null = START;
    while (next?.includes('/bridge/')) {
      await browser.request(next, { lost: true });
      next = (await browser.request(next)).location;
    }
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });

  it('in five tabs at once leads to one cart', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const urls: string[] = [];
    for (let i = 0; i < 5; i++) urls.push(await fetchToken(browser, CHECKOUT));
    const ends = await browser.race(urls);
    expect(ends.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });

  it('in two tabs keeps what was added between them', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const early = await fetchToken(browser, CHECKOUT);
    await add(browser, SHOP, 'CUP', 1);
    const late = await fetchToken(browser, CHECKOUT);
    await browser.open(late);
    await browser.open(early);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ CUP: 1, MUG: 2 });
  });

  it('there and back, over and over, adds nothing', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    for (let i = 0; i < 3; i++) {
      await browser.open(START);
      await browser.open(`${SHOP}/bridge/start`);
    }
    expect((await see(browser, SHOP)).lines).toEqual({ MUG: 2 });
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });

  it('after a removal on the other side does not bring the line back', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const url = await fetchToken(browser, CHECKOUT);
    await browser.open(url);
    await browser.request(`${CHECKOUT}/lines/MUG`, { method: 'PUT', json: { quantity: 0 } });
    await browser.open(`${SHOP}/bridge/start`);
    await browser.open(url);
    await browser.open(START);
    expect((await see(browser, SHOP)).lines).toEqual({});
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
  });

  it('before the answers of 20 changes arrived carries all of them', async () => {
    const browser = pair().browser();
    await see(browser, SHOP);
    const skus = Array.from({ length: 20 }, (_, i) => `SKU-${i}`);
    await Promise.all(
      skus.map((sku) =>
        browser.request(`${SHOP}/lines`, { json: { sku, quantity: 1 }, lost: true }),
      ),
    );
    await browser.open(START);
    expect(Object.keys((await see(browser, CHECKOUT)).lines)).toHaveLength(20);
  });
});

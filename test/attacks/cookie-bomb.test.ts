import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

/** A10: cookies that grow until browsers drop them in silence and servers answer 431. */
describe('the cookies of a shopper', () => {
  const pair = eachStorePair();

  it('count five flows at most: the sixth takes the place of the oldest', async () => {
    const browser = pair().browser();
    const urls: string[] = [];
    for (let i = 0; i < 6; i++) {
      urls.push(await fetchToken(browser, CHECKOUT));
      pair().clock.advance(1);
    }
    const flows = browser.cookies(CHECKOUT).filter((cookie) => cookie.includes('bridge-flow-'));
    expect(flows).toHaveLength(5);
    const statuses = [];
    for (const url of urls) statuses.push((await browser.request(url)).status);
    expect(statuses).toEqual([400, 303, 303, 303, 303, 303]);
  });

  it('fit the budget of 3,000 bytes for a state, whatever its size', async () => {
    const browser = pair().browser();
    for (let i = 0; i < 60; i++)
      await add(browser, SHOP, `SKU-WITH-A-LONG-NAME-${i}-${'x'.repeat(40)}`);
    const [state = ''] = browser.cookies(SHOP);
    expect(state.length).toBeLessThanOrEqual(3_000);
    expect(Object.keys((await see(browser, SHOP)).lines)).toHaveLength(60);
  });

  it('stay below 8 KB all together, with every flow open', async () => {
    const browser = pair().browser();
    for (let i = 0; i < 40; i++) await add(browser, CHECKOUT, `SKU-${i}-${'y'.repeat(30)}`);
    for (let i = 0; i < 9; i++) await fetchToken(browser, CHECKOUT);
    expect(browser.cookies(CHECKOUT).join('; ').length).toBeLessThan(8_000);
  });
});

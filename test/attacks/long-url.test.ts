import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { REFUSAL } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

/** A11: a URL that some hop cuts off or answers with 414. */
describe('the URL of a token', () => {
  const pair = eachStorePair();

  it.each([1, 20, 120])('carries a cart of %i lines within 6,000 characters', async (lines) => {
    const browser = pair().browser();
    for (let i = 0; i < lines; i++) await add(browser, SHOP, `SKU-${1_000 + i}`, 1 + (i % 9));
    const url = await fetchToken(browser, CHECKOUT);
    expect(new URL(url).searchParams.get('t')?.length).toBeLessThanOrEqual(6_000);
    await browser.open(url);
    const shown = await see(browser, CHECKOUT);
    expect(Object.keys(shown.lines)).toHaveLength(lines);
    expect(shown.lines).toEqual((await see(browser, SHOP)).lines);
  });

  it('is not made for a cart that does not fit: a clear refusal, and the cart as it was', async () => {
    const browser = pair().browser();
    for (let i = 0; i < 120; i++) await add(browser, SHOP, `${'long'.repeat(14)}-${i}`);
    const answer = await browser.open(`${CHECKOUT}/bridge/start`);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([413, 'too_large']);
    expect(pair().shop.log.join()).toContain('ERR_HANDOFF_TOO_LARGE');
    expect(Object.keys((await see(browser, SHOP)).lines)).toHaveLength(120);
  });

  it('is refused unopened above 6,000 characters', async () => {
    const answer = await pair()
      .browser()
      .request(`${CHECKOUT}/bridge/accept?t=${'A'.repeat(6_001)}`);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: REFUSAL });
    expect(pair().checkout.log.join()).toContain('a token of 6001 characters');
  });
});

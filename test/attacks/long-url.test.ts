import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { tokenOf } from '../support/forged-token.ts';
import { REFUSAL } from '../support/refusal.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  SHOP,
  see,
  sideOptions,
  startStorePair,
} from '../support/store-pair.ts';

/** A11: a URL that some hop cuts off or answers with 414. */
describe('the URL of a token', () => {
  const pair = eachStorePair();

  it.each([1, 20, 120, 500])(
    'has at most 2,000 characters for a cart of %i lines',
    async (lines) => {
      const browser = pair().browser();
      for (let i = 0; i < lines; i++) await add(browser, SHOP, `SKU-${1_000 + i}`, 1 + (i % 9));
      const url = await fetchToken(browser, CHECKOUT);
      expect(new URL(url).searchParams.get('t')?.length).toBeLessThanOrEqual(2_000);
      await browser.open(url);
      const shown = await see(browser, CHECKOUT);
      expect(Object.keys(shown.lines)).toHaveLength(lines);
      expect(shown.lines).toEqual((await see(browser, SHOP)).lines);
    },
  );

  it('is as long as was configured and not longer', async () => {
    const wide = await startStorePair({ shop: { maxInlineCharacters: 6_000 } });
    const browser = wide.browser();
    for (let i = 0; i < 120; i++) await add(browser, SHOP, `SKU-${1_000 + i}`);
    const { length } = tokenOf(await fetchToken(browser, CHECKOUT));
    await wide.close();
    expect(length).toBeGreaterThan(2_000);
    expect(length).toBeLessThanOrEqual(6_000);
  });

  it('is not made for a cart that does not fit where nothing can be parked: a clear refusal, and the cart as it was', async () => {
    const { parked: _, ...stores } = (await sideOptions('shopping', pair().clock)).stores;
    const bare = await startStorePair({ shop: { stores } });
    const browser = bare.browser();
    for (let i = 0; i < 120; i++) await add(browser, SHOP, `${'long'.repeat(14)}-${i}`);
    const answer = await browser.open(`${CHECKOUT}/bridge/start`);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([413, 'too_large']);
    expect(bare.shop.log.join()).toContain('ERR_HANDOFF_TOO_LARGE');
    expect(Object.keys((await see(browser, SHOP)).lines)).toHaveLength(120);
    await bare.close();
  });

  it('is refused unopened above 6,000 characters', async () => {
    const answer = await pair()
      .browser()
      .request(`${CHECKOUT}/bridge/accept?t=${'A'.repeat(6_001)}`);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: REFUSAL });
    expect(pair().checkout.log.join()).toContain('a token of 6001 characters');
  });
});

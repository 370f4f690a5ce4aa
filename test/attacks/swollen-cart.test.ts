import { describe, expect, it } from '@jest/globals';
import { addToLine, emptyState, encodeState, mintActor } from 'domain-bridge/state';
import { eachStorePair } from '../support/each-store-pair.ts';
import { forge } from '../support/forged-token.ts';
import { CHECKOUT, see } from '../support/store-pair.ts';

/** A10, A33: arrivals pile up until a cart is too large for everybody. */
describe('a cart that would pass 1,000 lines by an arrival', () => {
  const pair = eachStorePair();
  const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

  function lines(from: number, count: number): Uint8Array {
    const actor = mintActor('shopping', random);
    let state = emptyState(random);
    for (let i = 0; i < count; i++) state = addToLine({ sku: String(from + i) }, 1)(state, actor);
    return encodeState(state);
  }

  it('stays as it was, and the arrival is refused', async () => {
    const browser = pair().browser();
    for (const from of [1_000, 2_000]) {
      const url = await forge(pair(), browser, CHECKOUT, { state: lines(from, 500) });
      expect((await browser.request(url)).status).toBe(303);
    }
    const before = browser.cookies(CHECKOUT).filter((c) => c.includes('bridge-state'));
    const url = await forge(pair(), browser, CHECKOUT, { state: lines(3_000, 1) });
    const { status, body } = await browser.request(url);
    expect([status, JSON.parse(body).code]).toEqual([413, 'too_large']);
    expect(pair().checkout.log.join()).toContain('ERR_HANDOFF_TOO_LARGE');
    expect(browser.cookies(CHECKOUT).filter((c) => c.includes('bridge-state'))).toEqual(before);
    expect(Object.keys((await see(browser, CHECKOUT)).lines)).toHaveLength(1_000);
  });
});

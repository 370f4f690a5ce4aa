import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { tokenOf } from '../support/forged-token.ts';
import { add, CHECKOUT, fetchToken, SHOP } from '../support/store-pair.ts';

/** A18: two texts under one nonce give both away. */
describe('the nonces of what is sealed', () => {
  const pair = eachStorePair();
  const HEADER_BYTES = 2 + 'b1'.length;
  const NONCE_BYTES = 24;

  function nonceOf(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    return bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES).toString('hex');
  }

  it('are all different, also for the same cart in the same second', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const sealed: string[] = [];
    for (let i = 0; i < 20; i++) sealed.push(tokenOf(await fetchToken(browser, CHECKOUT)));
    for (let i = 0; i < 20; i++) {
      await add(browser, SHOP, 'MUG');
      sealed.push(browser.cookies(SHOP).join().replace('bridge-state=', ''));
    }
    expect(new Set(sealed.map(nonceOf)).size).toBe(40);
  });
});

import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { tokenOf } from '../support/forged-token.ts';
import { CHECKOUT, fetchToken, SHOP } from '../support/store-pair.ts';

/** A19: the length of what is sealed tells what is in it. */
describe('the length of a token', () => {
  const pair = eachStorePair();

  async function lengthWith(...codes: readonly string[]): Promise<number> {
    const browser = pair().browser();
    for (const code of codes) await browser.request(`${SHOP}/promotions`, { json: { code } });
    return tokenOf(await fetchToken(browser, CHECKOUT)).length;
  }

  it('is the same for codes that resemble each other and codes that do not', async () => {
    const alike = await lengthWith('AAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAB', 'AAAAAAAAAAAAAAAC');
    const unlike = await lengthWith('Q7#kZp0!vM2xW9uB', 'tR5&hJ3@cN8yL1eD', 'gF4*sK6%oX0iP7aV');
    expect(alike).toBe(unlike);
  });

  it('comes in steps of 32 bytes, so that a character more or less does not show', async () => {
    const lengths = new Set<number>();
    for (const code of ['A', 'AB', 'ABC', 'ABCD', 'ABCDE']) lengths.add(await lengthWith(code));
    expect(lengths.size).toBeLessThanOrEqual(2);
  });
});

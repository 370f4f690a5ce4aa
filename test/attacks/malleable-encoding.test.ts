import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl, tokenOf } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A20: a token that was changed, cut, or spelt differently. */
describe('a token that is not letter for letter the one that was sealed', () => {
  const pair = eachStorePair();

  async function prepare() {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    return { browser, token: tokenOf(await fetchToken(browser, CHECKOUT)) };
  }

  /** A token whose last letter has bits to spare, so that another letter says the same bytes. */
  async function prepareUneven() {
    const browser = pair().browser();
    for (let i = 0; ; i++) {
      await add(browser, SHOP, `A-PRODUCT-WITH-A-LONG-NAME-${i}`);
      const token = tokenOf(await fetchToken(browser, CHECKOUT));
      if (token.length % 4 !== 0) return { browser, token };
    }
  }

  it('is refused with any of its bytes changed, each time with the same answer', async () => {
    const { browser, token } = await prepare();
    const bytes = Buffer.from(token, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expectRefusal(await browser.request(acceptUrl(CHECKOUT, changed.toString('base64url'))));
    }
    expect((await browser.request(acceptUrl(CHECKOUT, token))).status).toBe(303);
  });

  it('is refused with any part of its end cut off', async () => {
    const { browser, token } = await prepare();
    const bytes = Buffer.from(token, 'base64url');
    for (const length of [
      0,
      1,
      2,
      4,
      28,
      44,
      bytes.length - 12,
      bytes.length - 4,
      bytes.length - 1,
    ]) {
      const cut = bytes.subarray(0, length).toString('base64url');
      expectRefusal(await browser.request(acceptUrl(CHECKOUT, cut)));
    }
  });

  it('is refused in every other spelling of the same bytes', async () => {
    const { browser, token } = await prepareUneven();
    const last = ALPHABET.indexOf(token.at(-1) ?? '');
    const spellings = [
      `${token}=`,
      `${token}==`,
      `${token}%3D`,
      `${token}%0A`,
      `${token}%20`,
      `%20${token}`,
      `${token.slice(0, 8)}%0D%0A${token.slice(8)}`,
      `${token}.`,
      `${token}%00`,
      `${token.slice(0, -1)}${ALPHABET[last ^ 1]}`,
    ];
    for (const spelling of spellings) {
      expectRefusal(await browser.request(acceptUrl(CHECKOUT, spelling)));
    }
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
  });

  it('is counted by what it says when the URL spells its letters as %xx', async () => {
    const { browser, token } = await prepare();
    const spelt = [...token].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('');
    expect((await browser.request(acceptUrl(CHECKOUT, token))).status).toBe(303);
    expect((await browser.request(acceptUrl(CHECKOUT, spelt))).status).toBe(303);
    expect(pair().checkout.log).toEqual(['first', 'again']);
  });

  it.each([
    ['broken percent encoding', 'A%E0%A4%A'],
    ['a letter beyond ASCII', 'A%C3%A9'],
    ['the other base64 alphabet', 'AQIx%2B%2F'],
    ['dots of a JWS', 'eyJhbGciOiJub25lIn0.e30.'],
  ])('is refused without an accident: %s', async (_, text) => {
    expectRefusal(await pair().browser().request(acceptUrl(CHECKOUT, text)));
    expect(pair().checkout.log.join()).toContain('ERR_HANDOFF_MALFORMED');
  });
});

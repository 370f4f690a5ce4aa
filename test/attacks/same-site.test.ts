import { describe, expect, it } from '@jest/globals';
import type { Cookie } from 'tough-cookie';
import { eachStorePair } from '../support/each-store-pair.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn } from '../support/store-pair.ts';

/** A21: a cookie that is missing after a cross-site navigation, or present in a cross-site request. */
describe('every cookie of the bridge', () => {
  const pair = eachStorePair();

  async function cookiesOf(origin: string): Promise<Cookie[]> {
    const browser = pair().browser();
    await add(browser, origin, 'MUG');
    await signIn(browser);
    await fetchToken(browser, origin);
    await browser.open(`${origin}/bridge/start`);
    return browser.jar.getCookiesSync(origin);
  }

  it('on checkout is __Host-, Secure, HttpOnly, Lax and for the whole host alone', async () => {
    const cookies = await cookiesOf(CHECKOUT);
    expect(cookies.length).toBeGreaterThanOrEqual(3);
    for (const cookie of cookies) {
      expect(cookie.key).toMatch(/^__Host-bridge-/);
      expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });
      expect(cookie.hostOnly).toBe(true);
    }
  });

  it('on an HTTP shop is the same without prefix and Secure, which a browser would refuse there', async () => {
    const cookies = await cookiesOf(SHOP);
    expect(cookies.length).toBeGreaterThanOrEqual(3);
    for (const cookie of cookies) {
      expect(cookie.key).toMatch(/^bridge-/);
      expect(cookie).toMatchObject({ secure: false, httpOnly: true, sameSite: 'lax', path: '/' });
      expect(cookie.hostOnly).toBe(true);
    }
  });

  it('reaches the accepting domain along a redirect chain that another site began', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    const lax = browser.jar.getCookiesSync(url, { sameSiteContext: 'lax' });
    expect(lax.some(({ key }) => key.includes('bridge-flow-'))).toBe(true);
    expect(browser.jar.getCookiesSync(url, { sameSiteContext: 'none' })).toEqual([]);
  });
});

/** A browser and a server that disagree about TLS. */
describe('a secure domain that is reached over plain HTTP', () => {
  const pair = eachStorePair();
  const STRIPPED = CHECKOUT.replace('https:', 'http:');

  it('leaves no cookie in the browser and lets no token in', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, STRIPPED);
    expect(browser.cookies(STRIPPED)).toEqual([]);
    const { status } = await browser.request(url.replace('https:', 'http:'));
    expect(status).toBe(400);
    expect((await see(browser, STRIPPED)).lines).toEqual({});
  });

  it('does not send the browser round in circles', async () => {
    const answer = await pair().browser().open(`${STRIPPED}/bridge/start`);
    expect(answer.status).toBe(400);
  });
});

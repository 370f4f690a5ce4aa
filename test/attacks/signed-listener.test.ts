import { describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import { SECURE_SHOP } from '../support/bridge-modes.ts';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import { crossToCheckout, crossToShop, ship, sidOf } from '../support/session-steps.ts';
import { HEADER, signForged, takeApart } from '../support/signed-forgery.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  SHOP,
  see,
  signIn,
  signOut,
  USER,
} from '../support/store-pair.ts';

const POSTAL_CODE = 'D02 X285';

/** Everything in a URL that a listener can read: the token's parts and the state inside, in every spelling. */
function overheard(url: string): string {
  const { header, payload } = takeApart(url);
  const bytes = ['state', 'mark'].map((name) => Buffer.from(String(payload[name]), 'base64url'));
  const texts = bytes.flatMap((each) => [each.toString('latin1'), each.toString()]);
  return [url, JSON.stringify([header, payload]), ...texts].join('\n');
}

/** Signed mode: somebody listens where the shop is plain HTTP. */
describe('a listener at a plain-HTTP shop that gets signed tokens', () => {
  const pair = eachStorePair({ both: { mode: 'signed' } });

  async function signedIn(): Promise<BrowserModel> {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG', 2);
    await signIn(browser);
    await ship(browser, CHECKOUT, POSTAL_CODE);
    return browser;
  }
  const pseudonym = () => pair().checkout.bridge.parts.pairwise?.(USER) ?? 'none';

  it('hears the cart, and neither who it is nor the postal code', async () => {
    const browser = await signedIn();
    const url = await fetchToken(browser, SHOP);
    const heard = overheard(url);
    expect(heard).toContain('"sku":"MUG","quantity":2');
    expect(heard).toContain('"shipping":{"method":"express","country":"IE"}');
    const secrets = [POSTAL_CODE, USER, pseudonym(), pseudonym().slice(4), await sidOf(browser)];
    for (const secret of secrets) expect(heard).not.toContain(secret);
    for (const name of ['link', 'entity', 'sid', 'epoch', 'postalCode']) {
      expect(heard).not.toContain(`"${name}"`);
    }
  });

  it('hears nothing of who signed out either, and nothing twice alike', async () => {
    const browser = await signedIn();
    const sid = await sidOf(browser);
    const marks = [await fetchToken(browser, SHOP), await fetchToken(browser, SHOP)];
    await browser.request(`${CHECKOUT}/sign-out`, { json: {} });
    const out = await fetchToken(browser, SHOP);
    expect(overheard(out)).not.toContain(sid);
    expect(new Set([...marks, out].map((url) => takeApart(url).payload.mark)).size).toBe(3);
  });

  it('hears no postal code of a cart that is too large to come along, nor does the shop', async () => {
    const browser = await signedIn();
    for (let i = 0; i < 60; i++) await add(browser, CHECKOUT, `MUG-${i}`);
    const url = await fetchToken(browser, SHOP);
    expect(takeApart(url).payload).toMatchObject({ parked: expect.any(String) });
    expect(overheard(url)).not.toContain('postalCode');
    expect((await browser.request(url)).status).toBe(303);
    const shown = await see(browser, SHOP);
    expect(Object.keys(shown.lines)).toHaveLength(61);
    expect(shown.shipping).toEqual({ method: 'express', country: 'IE' });
  });

  it('finds nothing of it in the shop’s cookies, that stand in the open with every request', async () => {
    const browser = await signedIn();
    await crossToShop(browser);
    const cookies = browser.cookies(SHOP).map((cookie) => decodeURIComponent(cookie));
    expect(cookies.join()).toContain('bridge-owner=');
    const bytes = cookies.map((cookie) => Buffer.from(cookie.split('=')[1] ?? '', 'base64url'));
    const heard = [...cookies, ...bytes.map((each) => each.toString('latin1'))].join('\n');
    for (const secret of [POSTAL_CODE, pseudonym(), await sidOf(browser)]) {
      expect(heard).not.toContain(secret);
    }
  });

  it.each([
    ['a link', { link: { entity: 'sub_x', sid: 'sid_x', epoch: 1 } }],
    ['a sign-out in the open', { link: { sid: 'sid_x' } }],
    ['a mark that is none', { mark: 'x' }],
    ['a mark of another purpose', { mark: 'AQJrMUBBQkNERUZHSElKS0xNTk9QUVJTVFVWV9T6' }],
    ['a number for a mark', { mark: 1 }],
  ])('is told nothing by a shop that is sent %s: it refuses that', async (_, more) => {
    const browser = await signedIn();
    const { payload } = takeApart(await fetchToken(browser, SHOP));
    const { returnHandle, mark: __, ...rest } = payload;
    const forged = { ...rest, ...more, ...(returnHandle !== undefined && { returnHandle }) };
    const token = signForged(SHOP, { header: HEADER, payload: forged });
    expectRefusal(await browser.request(acceptUrl(SHOP, token)));
    expect(pair().shop.log.join()).toContain('ERR_HANDOFF_MALFORMED');
    expect((await see(browser, SHOP)).session).toEqual({ state: 'anonymous' });
  });

  it('cannot use a token in another browser, nor twice', async () => {
    const browser = await signedIn();
    const url = await fetchToken(browser, SHOP);
    expectRefusal(await pair().browser().request(url));
    expect(pair().shop.log.join()).toContain('ERR_HANDOFF_WRONG_BROWSER');
    expect((await browser.request(url)).status).toBe(303);
    expect((await browser.request(url)).status).toBe(303);
    expect((await see(browser, SHOP)).lines).toEqual({ MUG: 2 });
    expect(pair().shop.log).toEqual(expect.arrayContaining(['first', 'again']));
  });

  it('gets an old token refused, after it began anew twice', async () => {
    const browser = await signedIn();
    const url = await fetchToken(browser, SHOP);
    pair().clock.advance(76);
    expect((await browser.request(url)).location).toContain('/bridge/start');
  });

  it('makes nothing of a tampered owner cookie: the cart is there, and its sign-out still empties it', async () => {
    const browser = await signedIn();
    await crossToShop(browser);
    browser.jar.setCookieSync('bridge-owner=AQJzMQ; Path=/', SHOP);
    expect((await see(browser, SHOP)).lines).toEqual({ MUG: 2 });
    await crossToCheckout(browser);
    await signOut(browser);
    expect((await see(browser, SHOP)).lines).toEqual({});
  });
});

describe('an https shop that gets signed tokens', () => {
  const pair = eachStorePair({ both: { ...SECURE_SHOP, mode: 'signed' } });

  it('gets link and postal code, in the open between the two ends of TLS', async () => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG');
    await signIn(browser);
    await ship(browser, CHECKOUT, POSTAL_CODE);
    const { payload } = takeApart(await fetchToken(browser, SHOP));
    const entity = pair().checkout.bridge.parts.pairwise?.(USER);
    expect(payload).toMatchObject({
      aud: 'https://shop.test',
      shipping: { postalCode: POSTAL_CODE },
      link: { entity, sid: await sidOf(browser), epoch: expect.any(Number) },
    });
    expect(payload).not.toHaveProperty('mark');
  });

  it.each([
    ['a mark', { mark: 'AQ' }],
    ['a link of other members', { link: { sid: 'sid_x', role: 'admin' } }],
    ['half a link', { link: { sid: 'sid_x', entity: 'sub_x' } }],
    ['a link without a session', { link: {} }],
    ['a link that is none', { link: null }],
    ['an epoch in words', { link: { entity: 'sub_x', sid: 'sid_x', epoch: '1' } }],
  ])('refuses %s', async (_, more) => {
    const browser = pair().browser();
    const { payload } = takeApart(await fetchToken(browser, SHOP));
    const token = signForged(SHOP, { payload: { ...payload, ...more } });
    expectRefusal(await browser.request(acceptUrl(SHOP, token)));
    expect(pair().shop.log.join()).toContain('ERR_HANDOFF_MALFORMED');
  });
});

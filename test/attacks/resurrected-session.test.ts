import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  OTHER_USER,
  SHOP,
  see,
  signIn,
  signOut,
} from '../support/store-pair.ts';

/** A27: something from before a sign-out brings the session, or its cart, back. */
describe('after a sign-out', () => {
  const pair = eachStorePair();

  async function signedIn() {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    await browser.open(`${CHECKOUT}/bridge/start`);
    await signIn(browser);
    return browser;
  }

  it('both domains are anonymous, with an empty cart and a new visitor id', async () => {
    const browser = await signedIn();
    await browser.open(`${SHOP}/bridge/start`);
    const before = await see(browser, SHOP);
    expect(before).toMatchObject({ session: { state: 'recognized' }, lines: { MUG: 2 } });
    await signOut(browser);
    for (const origin of [SHOP, CHECKOUT]) {
      const shown = await see(browser, origin);
      expect(shown).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
      expect(shown.visitorId).not.toBe(before.visitorId);
    }
  });

  it('the cart waits in the account for the next sign-in', async () => {
    const browser = await signedIn();
    await signOut(browser);
    await signIn(browser);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });

  it('a token with the old identity neither recognizes nor brings the cart of the account', async () => {
    const browser = await signedIn();
    const url = await fetchToken(browser, SHOP);
    await browser.open(url);
    await signOut(browser);
    const before = await see(browser, SHOP);
    expect((await browser.request(url)).status).toBe(303);
    expect(await see(browser, SHOP)).toEqual(before);
    expect(before).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
  });

  it('the same holds for a token that was never used before', async () => {
    const browser = await signedIn();
    const url = await fetchToken(browser, SHOP);
    await signOut(browser);
    await browser.request(url);
    expect(await see(browser, SHOP)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
  });

  it('a token that was under way to checkout is void', async () => {
    const browser = await signedIn();
    const url = await fetchToken(browser, CHECKOUT);
    await signOut(browser);
    expectRefusal(await browser.request(url));
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
  });

  it('the token of the sign-out itself may be repeated, and what was begun since stays', async () => {
    const browser = await signedIn();
    await browser.open(`${SHOP}/bridge/start`);
    const out = await browser.request(`${CHECKOUT}/sign-out`, { json: {} });
    const url = await browser.openUntil(out.location ?? '', '/bridge/accept');
    await browser.request(url, { lost: true });
    await browser.request(url);
    await add(browser, SHOP, 'CUP');
    await browser.request(url);
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'anonymous' },
      lines: { CUP: 1 },
    });
  });

  it('twice in a row ends well: a double click on the button', async () => {
    const browser = await signedIn();
    await browser.open(`${SHOP}/bridge/start`);
    const url = `${CHECKOUT}/sign-out`;
    const outs = await browser.race([url, url], { json: {} });
    const issues = await browser.race(outs.map(({ location }) => location ?? ''));
    const tokens = await browser.race(issues.map(({ location }) => location ?? ''));
    const ends = await browser.race(tokens.map(({ location }) => location ?? ''));
    expect(ends.map(({ status }) => status)).toEqual([303, 303]);
    expect(await see(browser, SHOP)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
  });

  it('the session cookies of before open nothing', async () => {
    const browser = await signedIn();
    const cookie = browser.cookies(CHECKOUT).join('; ');
    await signOut(browser);
    const answer = await browser.request(CHECKOUT, { headers: { cookie } });
    expect(JSON.parse(answer.body)).toMatchObject({ session: { state: 'anonymous' } });
  });

  it('a change that only this browser still carried is in the account', async () => {
    const browser = await signedIn();
    await signOut(browser);
    await add(browser, CHECKOUT, 'CUP');
    const carried = browser.cookies(CHECKOUT).filter((c) => c.includes('bridge-state'));
    await signIn(browser);
    // The answer of a request from before the sign-in arrives late: its cookie is back.
    for (const cookie of carried) browser.jar.setCookieSync(`${cookie}; Secure; Path=/`, CHECKOUT);
    await add(browser, CHECKOUT, 'PEN');
    await signOut(browser);
    await signIn(browser);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ CUP: 1, MUG: 2, PEN: 1 });
  });

  it('of one user the shop knows the next one, and no token of the first brings him back', async () => {
    const browser = await signedIn();
    const first = await fetchToken(browser, SHOP);
    await browser.open(first);
    await signOut(browser);
    await signIn(browser, OTHER_USER);
    await browser.open(`${SHOP}/bridge/start`);
    await add(browser, SHOP, 'CUP');
    const second = await see(browser, SHOP);
    expect(second).toMatchObject({ session: { state: 'recognized' }, lines: { CUP: 1 } });
    await browser.request(first);
    expect(await see(browser, SHOP)).toEqual(second);
  });
});

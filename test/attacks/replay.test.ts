import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

/** A1: a captured hand-off URL is used again. */
describe('a replayed token', () => {
  const pair = eachStorePair();

  it('is refused in another browser, before and after it was used', async () => {
    const [owner, thief] = [pair().browser(), pair().browser()];
    await add(owner, SHOP, 'MUG', 2);
    const url = await fetchToken(owner, CHECKOUT);
    expectRefusal(await thief.request(url));
    expect((await owner.open(url)).status).toBe(200);
    expectRefusal(await thief.request(url));
    expect((await see(thief, CHECKOUT)).lines).toEqual({});
  });

  it('changes nothing when its own browser brings it again', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const url = await fetchToken(browser, CHECKOUT);
    const first = await browser.request(url);
    const before = await see(browser, CHECKOUT);
    const second = await browser.request(url);
    expect(second.location).toBe(first.location);
    expect(await see(browser, CHECKOUT)).toEqual(before);
    expect(pair().checkout.log).toEqual(['first', 'again']);
  });

  it('does not bring back a line that was removed after its first use', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const url = await fetchToken(browser, CHECKOUT);
    await browser.request(url);
    await browser.request(`${CHECKOUT}/lines/MUG`, { method: 'PUT', json: { quantity: 0 } });
    await browser.request(url);
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
  });

  it('yields one cart and no error when it arrives 50 times at once', async () => {
    const browser = pair().browser();
    await see(browser, CHECKOUT);
    await add(browser, SHOP, 'MUG', 2);
    const url = await fetchToken(browser, CHECKOUT);
    const answers = await browser.race(Array.from({ length: 50 }, () => url));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
    expect(pair().checkout.log.filter((entry) => entry === 'first')).toHaveLength(1);
    expect(pair().checkout.log.filter((entry) => entry === 'again')).toHaveLength(49);
  });

  it('yields one cart when 50 arrivals are the first thing checkout sees of a browser', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const url = await fetchToken(browser, CHECKOUT);
    const answers = await browser.race(Array.from({ length: 50 }, () => url));
    expect(answers.every(({ status }) => status === 303)).toBe(true);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });

  it('is over with its verifier: after 120 s nobody can use it', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    await browser.request(url);
    pair().clock.advance(120);
    const answer = await browser.request(url);
    expect(answer.location).toBe(`${CHECKOUT}/bridge/start?return=%2Fcheckout`);
  });

  it('lets its own browser in and no other, when 49 thieves race it', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const url = await fetchToken(browser, CHECKOUT);
    const thieves = Array.from({ length: 49 }, () => pair().browser());
    const answers = await Promise.all([...thieves, browser].map((each) => each.request(url)));
    expect(answers.pop()?.status).toBe(303);
    for (const answer of answers) expectRefusal(answer);
    expect(pair().checkout.log.filter((entry) => entry === 'first')).toHaveLength(1);
    expect(pair().checkout.log).not.toContain('again');
  });
});

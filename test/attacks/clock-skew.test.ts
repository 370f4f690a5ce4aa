import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { forge } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

/** A14: the clocks of the two domains differ, or a token is too old. */
describe('the age of a token', () => {
  const pair = eachStorePair();
  const RESTART = `${CHECKOUT}/bridge/start?return=%2Fcheckout`;
  const nowSeconds = (): number => pair().clock.now() / 1000;

  it.each([
    [-15, 303],
    [0, 303],
    [60, 303],
    [75, 303],
    [-16, 400],
  ])('of %i seconds is answered with %i', async (age, status) => {
    const browser = pair().browser();
    const url = await forge(pair(), browser, CHECKOUT, { issuedAt: nowSeconds() - age });
    const answer = await browser.request(url);
    expect(answer.status).toBe(status);
    expect(answer.location).toBe(status === 303 ? `${CHECKOUT}/account` : null);
  });

  it('of 76 seconds begins anew by itself, and the cart arrives', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    pair().clock.advance(76);
    expect((await browser.open(url)).url).toBe(`${CHECKOUT}/checkout`);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
    expect(pair().checkout.log).toEqual(['restart', 'first']);
  });

  it('of a day begins anew as well: a bookmarked token is a plain link', async () => {
    const browser = pair().browser();
    const url = await fetchToken(browser, CHECKOUT);
    pair().clock.advance(86_400);
    expect((await browser.open(url)).status).toBe(200);
  });

  it('that is always too old ends with a refusal after two new beginnings', async () => {
    const browser = pair().browser();
    const old = { issuedAt: nowSeconds() - 90 };
    for (let i = 0; i < 2; i++) {
      const answer = await browser.request(await forge(pair(), browser, CHECKOUT, old));
      expect(answer.location).toBe('https://checkout.test/bridge/start?return=%2Faccount');
    }
    expectRefusal(await browser.request(await forge(pair(), browser, CHECKOUT, old)));
    expect(pair().checkout.log.slice(0, 2)).toEqual(['restart', 'restart']);
    expect(pair().checkout.log.at(-1)).toContain('ERR_HANDOFF_EXPIRED');
  });

  it('may begin anew again when the 30 seconds are over', async () => {
    const browser = pair().browser();
    const url = await fetchToken(browser, CHECKOUT);
    pair().clock.advance(76);
    for (let i = 0; i < 2; i++) await browser.request(url);
    expectRefusal(await browser.request(url));
    pair().clock.advance(30);
    expect((await browser.request(url)).location).toBe(RESTART);
  });

  it('counts new beginnings from zero after a crossing that went well', async () => {
    const browser = pair().browser();
    const url = await fetchToken(browser, CHECKOUT);
    pair().clock.advance(76);
    for (let i = 0; i < 4; i++) {
      expect((await browser.request(url)).location).toBe(RESTART);
      await browser.open(await fetchToken(browser, CHECKOUT));
    }
  });

  it('ahead of our clock is told apart in the log and looks the same outside', async () => {
    const browser = pair().browser();
    const ahead = await forge(pair(), browser, CHECKOUT, { issuedAt: nowSeconds() + 60 });
    expectRefusal(await browser.request(ahead));
    expect(pair().checkout.log.join()).toContain('ERR_HANDOFF_NOT_YET_VALID');
  });
});

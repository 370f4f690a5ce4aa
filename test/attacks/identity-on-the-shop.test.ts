import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { tokenOf } from '../support/forged-token.ts';
import { CHECKOUT, fetchToken, SHOP, see, signIn, USER } from '../support/store-pair.ts';

/** A4: what the insecure domain learns of a sign-in, and what it could do with it. */
describe('the identity that reaches the shop', () => {
  const pair = eachStorePair();

  it('makes the shopper recognized there and never authenticated', async () => {
    const browser = pair().browser();
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    expect((await see(browser, CHECKOUT)).session.state).toBe('authenticated');
    expect((await see(browser, SHOP)).session).toMatchObject({
      state: 'recognized',
      role: 'shopper',
    });
  });

  it('is a pseudonym, the same for every session of a user', async () => {
    const entities = [];
    for (const browser of [pair().browser(), pair().browser()]) {
      await signIn(browser);
      const token = tokenOf(await fetchToken(browser, SHOP));
      const { link } = await pair().shop.bridge.parts.incoming.open(token);
      if (link?.kind !== 'identity') throw new Error('expected an identity');
      entities.push(link.entity);
    }
    expect(entities[0]).toBe(entities[1]);
    expect(entities[0]).toMatch(/^sub_[\w-]{32}$/);
    expect(entities[0]).not.toContain(USER);
  });

  it('gives the shop a session id of its own, which opens nothing on checkout', async () => {
    const [browser, thief] = [pair().browser(), pair().browser()];
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    const session = browser.cookies(SHOP).find((c) => c.startsWith('bridge-session=')) ?? '';
    expect(session).not.toBe('');
    thief.jar.setCookieSync(`__Host-${session}; Secure; Path=/`, CHECKOUT);
    expect((await see(thief, CHECKOUT)).session).toEqual({ state: 'anonymous' });
  });

  it('keeps the session id of the shop when the same link arrives in two tabs', async () => {
    const browser = pair().browser();
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    const sessionOf = (): string[] =>
      browser.cookies(SHOP).filter((cookie) => cookie.startsWith('bridge-session='));
    const before = sessionOf();
    await browser.open(`${SHOP}/bridge/start`);
    expect(sessionOf()).toEqual(before);
  });
});

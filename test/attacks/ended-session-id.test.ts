import { describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import { eachInvalidationPair } from '../support/invalidation-pair.ts';
import { cartOn, SETTLED_SECONDS, ship, sidOf, signedInOnBoth } from '../support/session-steps.ts';
import { add, CHECKOUT, SHOP, see, signIn } from '../support/store-pair.ts';

/** Somebody copied a session cookie, and then the sessions were ended (I12). */
describe('a stolen session id, after the end of the session', () => {
  const pair = eachInvalidationPair();

  /** A browser that is signed in, and a thief who has nothing but the ids of its sessions. */
  async function robbed() {
    const browser = await signedInOnBoth(pair());
    await ship(browser, CHECKOUT, 'D02 X285');
    pair().clock.advance(SETTLED_SECONDS);
    await cartOn(browser, CHECKOUT);
    const thief = pair().browser();
    for (const origin of [SHOP, CHECKOUT]) {
      const cookie = browser.cookies(origin).find((each) => each.includes('bridge-session='));
      thief.jar.setCookieSync(`${cookie}; Path=/; ${origin === CHECKOUT ? 'Secure' : ''}`, origin);
    }
    return { browser, thief };
  }
  const idOf = (browser: BrowserModel, origin: string) =>
    browser.cookies(origin).find((each) => each.includes('bridge-session='));

  it('opens the session before, as a control', async () => {
    const { thief } = await robbed();
    for (const origin of [SHOP, CHECKOUT]) {
      expect((await see(thief, origin)).session.state).not.toBe('anonymous');
    }
  });

  it('is nobody on either domain: not the user, not recognized, not a guest of that name', async () => {
    const { browser, thief } = await robbed();
    await pair().revoke();
    await pair().learn();
    const ends = [await see(browser, SHOP), await see(browser, CHECKOUT)];
    for (const [i, origin] of [SHOP, CHECKOUT].entries()) {
      const shown = await see(thief, origin);
      expect(shown.session).toEqual({ state: 'anonymous' });
      expect(shown.visitorId).not.toBe(ends[i]?.visitorId);
    }
  });

  it('brings nothing personal, and no line that was put in after the end', async () => {
    const { browser, thief } = await robbed();
    await pair().revoke();
    await pair().learn();
    await add(browser, CHECKOUT, 'GUEST-LINE');
    const other = pair().browser();
    await signIn(other);
    await add(other, CHECKOUT, 'ACCOUNT-LINE');
    const shown = await see(thief, CHECKOUT);
    expect(shown.lines).toEqual({ MUG: 2 });
    expect(shown.shipping).toEqual({ method: 'express', country: 'IE' });
    expect((await see(thief, SHOP)).lines).toEqual({});
  });

  it('writes into no cart but the thief’s own', async () => {
    const { browser, thief } = await robbed();
    await pair().revoke();
    await cartOn(browser, CHECKOUT);
    await add(thief, CHECKOUT, 'POISON');
    expect(await cartOn(browser, CHECKOUT)).toEqual({ MUG: 2 });
    await signIn(browser);
    expect(await cartOn(browser, CHECKOUT)).toEqual({ MUG: 2 });
  });

  it('ends no session, lists none, changes no password', async () => {
    const { browser, thief } = await robbed();
    const sid = await sidOf(browser);
    await pair().revoke();
    const events = await pair().events();
    const answers = [
      await thief.request(`${CHECKOUT}/sessions`),
      await thief.request(`${CHECKOUT}/sessions/${sid}`, { method: 'DELETE', json: {} }),
      await thief.request(`${CHECKOUT}/password`, { json: {} }),
    ];
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, '[]'],
      [200, 'false'],
      [401, ''],
    ]);
    await thief.request(`${CHECKOUT}/sign-out`, { json: { everywhere: true } });
    expect(await pair().events()).toEqual(events);
  });

  it('is another one after the next sign-in, and that does not revive it', async () => {
    const { browser, thief } = await robbed();
    const before = idOf(browser, CHECKOUT);
    await pair().revoke();
    await pair().learn();
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    expect(idOf(browser, CHECKOUT)).not.toBe(before);
    for (const origin of [SHOP, CHECKOUT]) {
      expect((await see(thief, origin)).session).toEqual({ state: 'anonymous' });
    }
  });
});

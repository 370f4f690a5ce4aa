import { describe, expect, it } from '@jest/globals';
import { crossingLabels, parseOrigin } from 'domain-bridge/handoff';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl, forge, handoffLabels, tokenOf } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  SHOP,
  see,
  signIn,
  testKeyring,
} from '../support/store-pair.ts';

/** A16: something that was sealed for one purpose is used for another. */
describe('a thing sealed for another purpose', () => {
  const pair = eachStorePair();
  const PAIR = { shopping: parseOrigin(SHOP), checkout: parseOrigin(CHECKOUT) };
  const at = (shopping: string, checkout: string): readonly string[] =>
    crossingLabels('handoff', 'to-checkout', {
      shopping: parseOrigin(shopping),
      checkout: parseOrigin(checkout),
    });

  it.each([
    ['direction', crossingLabels('handoff', 'to-shopping', PAIR)],
    ['purpose', crossingLabels('peer', 'to-checkout', PAIR)],
    ['purpose of a cookie', ['state-cookie', CHECKOUT]],
    ['shop: staging', at('http://staging.shop.test', CHECKOUT)],
    ['shop: another port', at('http://shop.test:8080', CHECKOUT)],
    ['checkout: staging', at(SHOP, 'https://staging.checkout.test')],
    ['pair, the other way round', at('http://checkout.test', 'https://shop.test')],
    ['label too few', handoffLabels(CHECKOUT).slice(0, 3)],
    ['label too many', [...handoffLabels(CHECKOUT), '']],
  ])('is refused: another %s', async (_, labels) => {
    const browser = pair().browser();
    expectRefusal(await browser.request(await forge(pair(), browser, CHECKOUT, {}, { labels })));
    expect(pair().checkout.log.join()).toContain('ERR_HANDOFF_NOT_AUTHENTIC');
  });

  it('is the only difference: with the right labels the same forgery is let in', async () => {
    const browser = pair().browser();
    expect((await browser.request(await forge(pair(), browser, CHECKOUT))).status).toBe(303);
  });

  it.each([CHECKOUT, SHOP])(
    'is refused when a token to %s is turned back to its sender',
    async (to) => {
      const browser = pair().browser();
      const token = tokenOf(await fetchToken(browser, to));
      expectRefusal(await browser.request(acceptUrl(to === SHOP ? CHECKOUT : SHOP, token)));
    },
  );

  it.each([SHOP, CHECKOUT])(
    'is refused when a state cookie of %s comes as a token',
    async (origin) => {
      const browser = pair().browser();
      await add(browser, origin, 'MUG');
      const [cookie = ''] = browser.cookies(origin);
      const value = cookie.slice(cookie.indexOf('=') + 1);
      for (const receiver of [SHOP, CHECKOUT]) {
        expectRefusal(await browser.request(acceptUrl(receiver, value)));
      }
    },
  );

  it('is no state or session cookie when it is a token', async () => {
    const browser = pair().browser();
    await signIn(browser);
    await add(browser, CHECKOUT, 'MUG');
    const token = tokenOf(await fetchToken(browser, SHOP));
    for (const name of ['bridge-state', 'bridge-session']) {
      const answer = await browser.request(SHOP, { headers: { cookie: `${name}=${token}` } });
      expect(JSON.parse(answer.body)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
    }
  });

  it('is refused under a root key of our name that is not ours, and under an unknown name', async () => {
    const browser = pair().browser();
    for (const keyring of [testKeyring('x1'), testKeyring('b2')]) {
      expectRefusal(await browser.request(await forge(pair(), browser, CHECKOUT, {}, { keyring })));
    }
    const other = { keys: [{ kid: 'b1', secret: new Uint8Array(32).fill(3) }] } as const;
    const forged = await forge(pair(), browser, CHECKOUT, {}, { keyring: other });
    expectRefusal(await browser.request(forged));
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
  });
});

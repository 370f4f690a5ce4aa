import { describe, expect, it } from '@jest/globals';
import type { BrowserModel } from '../support/browser-model.ts';
import { eachStorePair } from '../support/each-store-pair.ts';
import { add, CHECKOUT, fetchToken, SHOP, signIn } from '../support/store-pair.ts';

/** A8: a sibling host puts a session cookie of its own before or behind the shopper's. */
describe('a session cookie that comes twice', () => {
  const pair = eachStorePair();
  const PLACES = [
    ['before', (own: string, tossed: string) => `${tossed}; ${own}`],
    ['behind', (own: string, tossed: string) => `${own}; ${tossed}`],
  ] as const;

  const sessionOf = (browser: BrowserModel, origin: string): string =>
    browser.cookies(origin).find((each) => each.includes('bridge-session=')) ?? '';

  /** A shopper who has signed in, and somebody who wants him to be somebody else. */
  async function both() {
    const [shopper, attacker] = [pair().browser(), pair().browser()];
    await signIn(shopper);
    await signIn(attacker, 'user-2');
    await add(attacker, CHECKOUT, 'POISON');
    for (const browser of [shopper, attacker]) await browser.open(`${SHOP}/bridge/start`);
    return { shopper, attacker };
  }

  describe.each([SHOP, CHECKOUT])('on %s', (origin) => {
    it.each(PLACES)('makes nobody of the shopper, the other one standing %s', async (_, join) => {
      const { shopper, attacker } = await both();
      const cookie = join(sessionOf(shopper, origin), sessionOf(attacker, origin));
      const { body } = await shopper.request(origin, { headers: { cookie } });
      expect(JSON.parse(body)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
    });

    it('is cleared, so that the next sign-in is not shadowed', async () => {
      const { shopper, attacker } = await both();
      const cookie = `${sessionOf(attacker, origin)}; ${sessionOf(shopper, origin)}`;
      const answer = await shopper.request(origin, { headers: { cookie } });
      expect(answer.setCookies.join('\n')).toMatch(/bridge-session=; Max-Age=0/);
    });
  });

  it.each([
    ['in small letters', (own: string) => own.toLowerCase().replace('__host-', '__host-')],
    ['without a name', (own: string) => `=${own}`],
    ['with a blank in its name', (own: string) => own.replace('__Host-', '__Host- ')],
    ['in quotes', (own: string) => own.replace(/=(.*)/, '="$1"')],
    ['with something behind it', (own: string) => `${own}.x`],
  ])('is no session at all when it is spelt otherwise: %s', async (_, spell) => {
    const { attacker } = await both();
    const cookie = spell(sessionOf(attacker, CHECKOUT));
    const { body } = await pair().browser().request(CHECKOUT, { headers: { cookie } });
    expect(JSON.parse(body).session).toEqual({ state: 'anonymous' });
  });

  it('of the shop that was tossed brings no identity and no cart to checkout', async () => {
    const { attacker } = await both();
    const victim = pair().browser();
    victim.jar.setCookieSync(`${sessionOf(attacker, SHOP)}; Path=/`, SHOP);
    await victim.open(await fetchToken(victim, CHECKOUT));
    const { body } = await victim.request(CHECKOUT);
    expect(JSON.parse(body)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
  });
});

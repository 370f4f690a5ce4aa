import { describe, expect, it } from '@jest/globals';
import { controller, HybridShopper } from '../../support/hybrid-shopper.ts';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();
const NAMES = [
  'cc-at_RefArch',
  'cc-nx-g_RefArch',
  'cc-nx_RefArch',
  'cc-pair_RefArch',
  'usid_RefArch',
  'dwsid',
] as const;

/** A8: a sibling host puts a second cookie of a name beside the shopper's, for the domain above both. */
describe('a cookie of the session bridge that comes twice', () => {
  /** Somebody who has signed in, and an attacker who has an account as well. */
  async function both() {
    const shopper = await start();
    const attacker = new HybridShopper(shopper.world);
    for (const each of [shopper, attacker]) await each.readBoth();
    await attacker.register();
    await attacker.readController();
    await shopper.signIn();
    await shopper.readController();
    return { shopper, attacker };
  }

  it.each(NAMES)(
    'makes nobody somebody else, the tossed one before or behind: %s',
    async (name) => {
      const { shopper, attacker } = await both();
      const { browser, world } = shopper;
      const { login: theirs } = await inspect(attacker);
      const tossed = `${name}=${attacker.browser.cookie(name) ?? 'x'}`;
      const own = browser.jar.getCookieStringSync(world.origin);
      for (const cookie of [`${tossed}; ${own}`, `${own}; ${tossed}`]) {
        const answer = await browser.ask('/app/shopper', { headers: { cookie }, lost: true });
        expect(answer.status).toBe(200);
        expect(JSON.parse(answer.body).loginId ?? null).not.toBe(theirs);
        const page = await browser.ask(controller('Home-Show'), {
          headers: { cookie },
          lost: true,
        });
        expect(page.body).not.toContain('John');
      }
      expect(await inspect(shopper)).toMatchObject({ login: 'jane@example.com' });
    },
  );

  it('does not reach the platform in either form', async () => {
    const { shopper, attacker } = await both();
    const { browser, world } = shopper;
    const own = browser.jar.getCookieStringSync(world.origin);
    const values = NAMES.map((name) => attacker.browser.cookie(name) ?? 'x');
    const tossed = NAMES.map((name, i) => `${name}=${values[i]}`).join('; ');
    const mark = await world.emulator.lastCall();
    await browser.ask('/app/shopper', { headers: { cookie: `${tossed}; ${own}` }, lost: true });
    const calls = JSON.stringify(await world.emulator.calls(mark));
    for (const value of values.filter((each) => each.length > 8))
      expect(calls).not.toContain(value);
  });

  it('that stays leads round in no circle: pages go on, as those of a guest', async () => {
    const { shopper, attacker } = await both();
    const { browser, world } = shopper;
    const tossed = `dwsid=${attacker.browser.cookie('dwsid')}; Path=/on`;
    browser.jar.setCookieSync(tossed, new URL(controller('Home-Show'), world.origin).href);
    for (const name of ['Home-Show', 'Cart-Show', 'Home-Show']) {
      const page = await browser.open(controller(name));
      expect(page.status).toBe(200);
      expect(page.body).not.toContain('John');
    }
    expect(await inspect(attacker)).toMatchObject({ kind: 'registered' });
  });
});

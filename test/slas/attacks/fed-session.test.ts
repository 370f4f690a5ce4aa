import { describe, expect, it } from '@jest/globals';
import { controller, HybridShopper } from '../../support/hybrid-shopper.ts';
import { inspect } from '../../support/shopper-inspection.ts';
import { slasStage } from '../../support/slas-stage.ts';

const start = slasStage();
const kindOf = (answer: { readonly body: string }) => JSON.parse(answer.body).kind;
const TOKENS = ['cc-at_RefArch', 'cc-at_RefArch_2', 'cc-nx-g_RefArch', 'usid_RefArch'] as const;

/** Somebody who shops, and somebody who puts cookies of his own into the other's browser. */
async function both(client: 'public' | 'private' = 'private') {
  const victim = await start({ client });
  const attacker = new HybridShopper(victim.world);
  await attacker.readBoth();
  await attacker.add(3);
  return { victim, attacker };
}
/** Puts cookies of the attacker into the browser of the victim; all of them when none is named. */
function feed(
  { browser: from }: HybridShopper,
  { browser: to }: HybridShopper,
  names: readonly string[] = from.cookieNames(),
): void {
  for (const name of names) {
    const value = from.cookie(name);
    if (value !== undefined) to.plant(name, value);
  }
}

/** A2, A8: a session or tokens are fed to a browser before its shopper signs in (fixation). */
describe.each(['public', 'private'] as const)('a session that was fed (%s client)', (client) => {
  it.each([
    ['the session alone', ['dwsid']],
    ['the tokens alone', TOKENS],
    ['both, with their seal', ['dwsid', ...TOKENS, 'cc-pair_RefArch']],
  ])('is not the one that the shopper signs in to: %s', async (_, names) => {
    const { victim, attacker } = await both(client);
    feed(attacker, victim, names);
    const fed = attacker.browser.cookie('dwsid');
    await victim.readBoth();
    await victim.signIn();
    expect(await inspect(victim)).toMatchObject({ kind: 'registered' });
    expect(victim.browser.cookie('dwsid')).not.toBe(fed);
    expect(kindOf(await attacker.readHeadless())).toBe('guest');
    expect((await attacker.readController()).body).not.toContain('Jane');
  });

  it('is not the one that the shopper signs in to on a controller page either', async () => {
    const { victim, attacker } = await both(client);
    feed(attacker, victim, ['dwsid']);
    const fed = attacker.browser.cookie('dwsid');
    await victim.signInOnController();
    await victim.readController();
    await victim.readHeadless();
    expect(await inspect(victim)).toMatchObject({ kind: 'registered' });
    expect(victim.browser.cookie('dwsid')).not.toBe(fed);
    expect((await attacker.browser.open(controller('Home-Show'))).body).not.toContain('Jane');
    expect(kindOf(await attacker.readHeadless())).toBe('guest');
  });
});

/** A2: somebody who has an account has a shopper act in it, to learn what he puts in. */
describe('the session of a registered attacker', () => {
  it('is not taken up by a shopper who gets it alone', async () => {
    const { victim, attacker } = await both();
    await attacker.signIn();
    await attacker.readController();
    await victim.readBoth();
    feed(attacker, victim, ['dwsid']);
    expect(kindOf(await victim.readHeadless())).toBe('guest');
    expect(victim.browser.cookieNames()).not.toContain('cc-nx_RefArch');
  });

  it('is over with the sign-out of the shopper who got all of it, and his own sign-in is his own', async () => {
    const { victim, attacker } = await both();
    await attacker.register();
    await attacker.readController();
    feed(attacker, victim);
    const fed = attacker.browser.cookie('dwsid');
    await victim.signOut();
    await victim.signIn();
    const { login } = await inspect(victim);
    expect(login).toBe('jane@example.com');
    expect(victim.browser.cookie('dwsid')).not.toBe(fed);
  });
});

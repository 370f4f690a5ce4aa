import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn } from '../support/store-pair.ts';

/** A2: a victim opens a link that an attacker made, to shop in the attacker's cart or account. */
describe('a fed link', () => {
  const pair = eachStorePair();

  it.each([CHECKOUT, SHOP])('to %s changes neither cart, session nor cookies', async (receiver) => {
    const [attacker, victim] = [pair().browser(), pair().browser()];
    await add(attacker, SHOP, 'POISON', 9);
    await add(victim, SHOP, 'MUG');
    await victim.open(`${CHECKOUT}/bridge/start`);
    await signIn(attacker);
    const before = { shown: await see(victim, receiver), cookies: victim.cookies(receiver) };
    expectRefusal(await victim.request(await fetchToken(attacker, receiver)));
    expect(victim.cookies(receiver)).toEqual(before.cookies);
    expect(await see(victim, receiver)).toEqual(before.shown);
  });

  it('is refused also while the victim has a flow of its own open', async () => {
    const [attacker, victim] = [pair().browser(), pair().browser()];
    const fed = await fetchToken(attacker, CHECKOUT);
    const own = await fetchToken(victim, CHECKOUT);
    expectRefusal(await victim.request(fed));
    expect((await victim.request(own)).status).toBe(303);
  });

  it('with the challenge of an attacker gives the victim a token that the victim cannot use', async () => {
    const [attacker, victim] = [pair().browser(), pair().browser()];
    await add(victim, SHOP, 'MUG');
    const issue = await attacker.openUntil(`${CHECKOUT}/bridge/start`, '/bridge/issue');
    const { location } = await victim.request(issue);
    expectRefusal(await victim.request(location ?? ''));
  });

  it('of a sign-out address alone ends no session: starting a hand-off carries no authority', async () => {
    const victim = pair().browser();
    await signIn(victim);
    await victim.open(`${SHOP}/bridge/start?return=/`);
    expect((await see(victim, CHECKOUT)).session.state).toBe('authenticated');
  });
});

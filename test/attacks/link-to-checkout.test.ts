import { describe, expect, it } from '@jest/globals';
import type { Link } from 'domain-bridge/handoff';
import { eachStorePair } from '../support/each-store-pair.ts';
import { forge, tokenOf } from '../support/forged-token.ts';
import { add, CHECKOUT, SHOP, see, signIn, USER } from '../support/store-pair.ts';

/** A shop that was taken over says who somebody is: checkout does not listen. */
describe('a link that arrives at checkout', () => {
  const pair = eachStorePair();
  const LINKS: readonly Link[] = [
    { kind: 'identity', entity: USER, sid: 'sid_x', epoch: Date.UTC(2040, 0, 1) },
    { kind: 'identity', entity: USER, sid: 'sid_x', epoch: Number.MAX_SAFE_INTEGER },
    { kind: 'signed-out', sid: 'sid_x' },
  ];

  it.each(LINKS)('recognizes nobody and raises nothing: %j', async (link) => {
    const browser = pair().browser();
    const { epochs } = pair().checkout.bridge.parts;
    const before = await epochs?.effective(USER);
    const answer = await browser.request(await forge(pair(), browser, CHECKOUT, { link }));
    expect(answer.status).toBe(303);
    expect((await see(browser, CHECKOUT)).session).toEqual({ state: 'anonymous' });
    expect(await epochs?.effective(USER)).toBe(before);
  });

  it.each(LINKS)('changes no session that is there: %j', async (link) => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG');
    await signIn(browser);
    const session = (): string[] => browser.cookies(CHECKOUT).filter((c) => c.includes('session'));
    const [before, cookies] = [await see(browser, CHECKOUT), session()];
    await browser.request(await forge(pair(), browser, CHECKOUT, { link }));
    expect((await see(browser, CHECKOUT)).session).toEqual(before.session);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
    expect(session()).toEqual(cookies);
  });

  it('is not even made by the shop, not for a recognized shopper either', async () => {
    const browser = pair().browser();
    await signIn(browser);
    await browser.open(`${SHOP}/bridge/start`);
    const { incoming } = pair().checkout.bridge.parts;
    const url = await browser.openUntil(`${CHECKOUT}/bridge/start`, '/bridge/accept');
    expect((await incoming.open(tokenOf(url))).link).toBeNull();
  });
});

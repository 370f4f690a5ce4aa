import { describe, expect, it } from '@jest/globals';
import type { Link } from 'domain-bridge/handoff';
import { eachStorePair } from '../support/each-store-pair.ts';
import { forge } from '../support/forged-token.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn, USER } from '../support/store-pair.ts';

const DAY_MILLISECONDS = 86_400_000;

/** Links whose epoch is stale, or so far ahead that it would shut everybody out. */
describe('a link with an impossible epoch', () => {
  const pair = eachStorePair();
  const identity = (epoch: number, sid = 'sid_x'): Link => ({
    kind: 'identity',
    entity: 'sub_x',
    sid,
    epoch,
  });

  it('that is stale is dropped, and its cart is merged all the same', async () => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG', 2);
    await signIn(browser);
    const url = await fetchToken(browser, SHOP);
    const { pairwise } = pair().checkout.bridge.parts;
    await pair().shop.bridge.parts.epochs?.raise(pairwise?.(USER) ?? '', pair().clock.now() + 1);
    await browser.request(url);
    expect(await see(browser, SHOP)).toMatchObject({
      session: { state: 'anonymous' },
      lines: { MUG: 2 },
    });
  });

  it('that is more than 24 hours ahead is dropped and raises nothing', async () => {
    const browser = pair().browser();
    const link = identity(pair().clock.now() + DAY_MILLISECONDS + 1);
    expect((await browser.request(await forge(pair(), browser, SHOP, { link }))).status).toBe(303);
    expect((await see(browser, SHOP)).session).toEqual({ state: 'anonymous' });
    expect(await pair().shop.bridge.parts.epochs?.effective('sub_x')).toBe(0);
  });

  it('that is 24 hours ahead is followed: the clocks may differ', async () => {
    const browser = pair().browser();
    const link = identity(pair().clock.now() + DAY_MILLISECONDS);
    await browser.request(await forge(pair(), browser, SHOP, { link }));
    expect((await see(browser, SHOP)).session.state).toBe('recognized');
  });

  it('that rises ends the older sessions of the same user on the shop', async () => {
    const [early, late] = [pair().browser(), pair().browser()];
    const now = pair().clock.now();
    await early.request(await forge(pair(), early, SHOP, { link: identity(now) }));
    await late.request(await forge(pair(), late, SHOP, { link: identity(now + 1, 'sid_y') }));
    expect((await see(early, SHOP)).session).toEqual({ state: 'anonymous' });
    expect((await see(late, SHOP)).session.state).toBe('recognized');
  });
});

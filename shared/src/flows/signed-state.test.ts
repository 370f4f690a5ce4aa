import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../../../test/support/each-store-pair.ts';
import { tokenOf } from '../../../test/support/forged-token.ts';
import { crossToShop, ship } from '../../../test/support/session-steps.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn } from '../../../test/support/store-pair.ts';
import { readSignedState } from './signed-state.ts';

describe('a customisation that reads a signed token', () => {
  const pair = eachStorePair({ both: { mode: 'signed' } });
  const read = (token: string) => pair().checkout.bridge.readSignedState(token);

  async function arriving(lines = 1): Promise<string> {
    const browser = pair().browser();
    for (let i = 0; i < lines; i++) await add(browser, SHOP, `MUG-${i}`, 2);
    await ship(browser, SHOP, '10115');
    return tokenOf(await fetchToken(browser, CHECKOUT));
  }

  it('is told the cart, the choices, the way and the time', async () => {
    expect(await read(await arriving())).toEqual({
      cart: [{ id: 'MUG-0', sku: 'MUG-0', quantity: 2 }],
      promotions: [],
      shipping: { method: 'express', country: 'IE', postalCode: '10115' },
      visitorId: expect.stringMatching(/^[\w-]{22}$/),
      returnPath: '/checkout',
      issuedAt: pair().clock.now() / 1000,
    });
  });

  it('needs no Express', async () => {
    const token = await arriving();
    expect(await readSignedState(pair().checkout.bridge.parts, token)).toEqual(await read(token));
  });

  it('is told what was too large to come along', async () => {
    const token = await arriving(60);
    expect(token.length).toBeLessThan(2_000);
    expect((await read(token)).cart).toHaveLength(60);
  });

  it('uses nothing up: the hand-off goes on, and may be looked at again', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    await read(tokenOf(url));
    expect((await browser.request(url)).status).toBe(303);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
    expect((await read(tokenOf(url))).cart).toHaveLength(1);
  });

  it('reads on the shop as well, without a postal code', async () => {
    const browser = pair().browser();
    await signIn(browser);
    await ship(browser, CHECKOUT, 'D02 X285');
    const token = tokenOf(await fetchToken(browser, SHOP));
    const { shipping } = await pair().shop.bridge.readSignedState(token);
    expect(shipping).toEqual({ method: 'express', country: 'IE' });
    await crossToShop(browser);
  });

  it.each([
    ['over', 76, 'ERR_HANDOFF_EXPIRED'],
    ['ahead of the clock', -16, 'ERR_HANDOFF_NOT_YET_VALID'],
  ])('is refused one whose time is %s', async (_, seconds, code) => {
    const token = await arriving();
    pair().clock.advance(seconds);
    await expect(read(token)).rejects.toMatchObject({ name: 'HandoffError', code });
  });

  it('is refused one to the other domain, and what was changed', async () => {
    const token = await arriving();
    await expect(pair().shop.bridge.readSignedState(token)).rejects.toMatchObject({
      name: 'HandoffError',
    });
    const changed = read(`${token.slice(0, -4)}AAAA`);
    await expect(changed).rejects.toMatchObject({ code: 'ERR_HANDOFF_NOT_AUTHENTIC' });
  });
});

describe('a customisation where tokens are encrypted', () => {
  const pair = eachStorePair();

  it('is refused all of them, also those that the bridge accepts', async () => {
    const browser = pair().browser();
    const token = tokenOf(await fetchToken(browser, CHECKOUT));
    const read = pair().checkout.bridge.readSignedState(token);
    await expect(read).rejects.toMatchObject({ code: 'ERR_HANDOFF_VERSION' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { forge } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, SHOP, see } from '../support/store-pair.ts';

/** A9: the control. Two domains that share a jar would "work" without any bridge. */
describe('with the bridge switched off', () => {
  const pair = eachStorePair({ shop: { mode: 'off' }, checkout: { mode: 'off' } });

  it('the cart does not cross', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    expect((await browser.open(`${CHECKOUT}/bridge/start?return=/account`)).url).toBe(
      `${CHECKOUT}/account`,
    );
    expect((await see(browser, CHECKOUT)).lines).toEqual({});
    expect((await see(browser, SHOP)).lines).toEqual({ MUG: 1 });
  });

  it('links lead straight across, and foreign ones nowhere', () => {
    const { bridge } = pair().shop;
    expect(bridge.bridgeLink(`${CHECKOUT}/checkout`)).toBe(`${CHECKOUT}/checkout`);
    expect(() => bridge.bridgeLink('https://evil.test/')).toThrow('one of the two domains');
  });

  it('no token is made and none is accepted', async () => {
    const browser = pair().browser();
    const query = `flow=${'A'.repeat(16)}&challenge=${'A'.repeat(43)}&return=/`;
    expectRefusal(await browser.request(`${SHOP}/bridge/issue?${query}`));
    const flow = { flow: 'A'.repeat(16), challenge: new Uint8Array(32) };
    const forged = forge(pair(), browser, CHECKOUT, flow).catch(() => null);
    expect(await forged).toBeNull();
    expectRefusal(await browser.request(`${CHECKOUT}/bridge/accept?t=x`));
  });

  it('no return path leads away', async () => {
    const { url } = await pair().browser().open(`${CHECKOUT}/bridge/start?return=//evil.test`);
    expect(url).toBe(`${CHECKOUT}/checkout`);
  });
});

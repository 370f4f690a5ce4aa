import { describe, expect, it } from '@jest/globals';
import { encode } from 'cborg';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl, beginFlow, forge, sealBytes, tokenOf } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

/** A31: a value of another type, a parameter twice, a name that JavaScript knows. */
describe('a request of an unexpected shape', () => {
  const pair = eachStorePair();

  it.each([
    ['the token twice', (t: string) => `t=${t}&t=${t}`],
    ['two tokens', (t: string) => `t=${t}&t=x`],
    ['a token in brackets', (t: string) => `t[]=${t}`],
    ['a token with a key', (t: string) => `t[a]=${t}`],
    ['a parameter beside it', (t: string) => `t=${t}&return=/account`],
    ['a name in upper case', (t: string) => `T=${t}`],
    ['a name spelt twice over', (t: string) => `t=${t}&%74=${t}`],
    ['no token', () => ''],
    ['an empty token', () => 't='],
    ['__proto__', () => '__proto__=x'],
  ])('is refused at accept: %s', async (_, query) => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const url = await fetchToken(browser, CHECKOUT);
    expectRefusal(await browser.request(`${CHECKOUT}/bridge/accept?${query(tokenOf(url))}`));
    expect((await browser.request(url)).status).toBe(303);
  });

  it.each(['return=/&return=/', 'return=/&x=y', 'x=y', 'return[]=/'])(
    'is refused at start: %s',
    async (query) => {
      expectRefusal(await pair().browser().request(`${CHECKOUT}/bridge/start?${query}`));
    },
  );

  it.each([
    ['flow', ''],
    ['flow', 'short'],
    ['flow', 'x'.repeat(17)],
    ['flow', '../../../../etc/'],
    ['challenge', ''],
    ['challenge', 'A'.repeat(42)],
    ['challenge', 'A'.repeat(44)],
    ['challenge', `${'A'.repeat(42)}B`],
    ['return', `/${'x'.repeat(512)}`],
  ])('is refused at issue: %s=%s', async (name, value) => {
    const browser = pair().browser();
    const url = new URL(await browser.openUntil(`${CHECKOUT}/bridge/start`, '/bridge/issue'));
    url.searchParams.set(name, value);
    expectRefusal(await browser.request(url.href));
    url.searchParams.append(name, value);
    expectRefusal(await browser.request(url.href));
  });

  it('is refused with claims of another type or number, though the seal is genuine', async () => {
    const browser = pair().browser();
    const { flow, challenge } = await beginFlow(browser, CHECKOUT);
    const state = new Uint8Array();
    const jti = new Uint8Array(16);
    const now = pair().clock.now() / 1000;
    const good = [jti, now, flow, challenge, '/account', state, null];
    const swap = (at: number, value: unknown): unknown[] => good.with(at, value as never);
    const bad = [
      {},
      'text',
      null,
      [],
      good.slice(0, 6),
      [...good, null],
      { ...good },
      swap(0, 'x'.repeat(16)),
      swap(0, new Uint8Array(15)),
      swap(1, String(now)),
      swap(1, now + 0.5),
      swap(1, Number.MAX_VALUE),
      swap(2, 'short'),
      swap(2, [flow]),
      swap(3, 'x'.repeat(32)),
      swap(3, new Uint8Array(31)),
      swap(4, 7),
      swap(4, `/${'x'.repeat(512)}`),
      swap(5, 'x'),
      swap(5, null),
      swap(6, {}),
      swap(6, ['a', 'b']),
      swap(6, ['']),
      swap(6, ['sub', 'sid', 1.5]),
      swap(6, ['sub', 'sid', '1']),
      swap(6, ['s'.repeat(65)]),
      good,
    ];
    for (const claims of bad) {
      const token = sealBytes(encode(claims), CHECKOUT);
      expectRefusal(await browser.request(acceptUrl(CHECKOUT, token)));
    }
    expectRefusal(await browser.request(acceptUrl(CHECKOUT, sealBytes(jti, CHECKOUT))));
  });

  it('is refused with a state that no encoder makes', async () => {
    const browser = pair().browser();
    for (const state of [encode([]), encode({ price: 1 }), encode([1]), new Uint8Array(9)]) {
      expectRefusal(await browser.request(await forge(pair(), browser, CHECKOUT, { state })));
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'is a product like any other when it is called %s',
    async (sku) => {
      const browser = pair().browser();
      await add(browser, SHOP, sku, 2);
      await browser.open(`${CHECKOUT}/bridge/start`);
      const { body } = await browser.open(CHECKOUT);
      expect(Object.entries(JSON.parse(body).lines)).toEqual([[sku, 2]]);
      expect(Object.hasOwn(Object.prototype, 'quantity')).toBe(false);
    },
  );

  it('leaves the cart as it was', async () => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG');
    await browser.request(`${CHECKOUT}/bridge/accept?t=x&t=y`);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
  });
});

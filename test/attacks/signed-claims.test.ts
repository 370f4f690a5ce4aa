import { describe, expect, it } from '@jest/globals';
import { emptyState, encodeState } from 'domain-bridge/state';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import { ship } from '../support/session-steps.ts';
import { encodePart, signForged, takeApart } from '../support/signed-forgery.ts';
import { add, CHECKOUT, fetchToken, SHOP, see } from '../support/store-pair.ts';

const OTHER_STATE = Buffer.from(encodeState(emptyState((n) => new Uint8Array(n)))).toString(
  'base64url',
);

/** What is absent where a state is parked. */
const WITHOUT_STATE = {
  visitor: undefined,
  cart: undefined,
  promotions: undefined,
  shipping: undefined,
  state: undefined,
};

/** Signed mode: somebody changes what can be read, or spells it so that two readers read two things. */
describe('a signed token with other claims', () => {
  const pair = eachStorePair({ both: { mode: 'signed' } });

  async function genuine() {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    await ship(browser, SHOP, '10115');
    const url = await fetchToken(browser, CHECKOUT);
    return { browser, url, ...takeApart(url) };
  }

  it('shows the cart in plain words, and nothing but the listed claims', async () => {
    const { payload } = await genuine();
    expect(Object.keys(payload)).toEqual([
      ...['iss', 'aud', 'iat', 'jti', 'flow', 'challenge', 'return'],
      ...['visitor', 'cart', 'promotions', 'shipping', 'state'],
    ]);
    expect(payload).toMatchObject({
      iss: SHOP,
      aud: CHECKOUT,
      cart: [{ sku: 'MUG', quantity: 2 }],
      promotions: [],
      shipping: { method: 'express', country: 'IE', postalCode: '10115' },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['more mugs', { cart: [{ sku: 'MUG', quantity: 9999 }] }],
    ['another state', { state: OTHER_STATE }],
    ['another challenge', { challenge: 'A'.repeat(43) }],
    ['another time', { iat: 1 }],
    ['another way to go on', { return: '/account' }],
    ['a link', { link: { sid: 'x' } }],
  ])('is refused that was changed by somebody without the key: %s', async (_, change) => {
    const { browser, url, payload, parts } = await genuine();
    const [header, , mac] = parts;
    const token = `${header}.${encodePart({ ...payload, ...change })}.${mac}`;
    expectRefusal(await browser.request(acceptUrl(CHECKOUT, token)));
    expect(pair().checkout.log.join()).toContain('ERR_HANDOFF_NOT_AUTHENTIC');
    expect((await browser.request(url)).status).toBe(303);
  });

  /** What follows is signed with the key: what a mistake of the other side would look like. */
  async function expectMalformed(
    spell: (payload: Record<string, unknown>) => object | string,
  ): Promise<void> {
    const { browser, url, payload } = await genuine();
    const token = signForged(CHECKOUT, { payload: spell(payload) });
    expectRefusal(await browser.request(acceptUrl(CHECKOUT, token)));
    expect(pair().checkout.log.join()).toContain('ERR_HANDOFF_MALFORMED');
    expect(await see(browser, CHECKOUT)).toMatchObject({ lines: {}, shipping: null });
    expect((await browser.request(url)).status).toBe(303);
  }

  it.each<[string, Record<string, unknown>]>([
    ['another quantity', { cart: [{ sku: 'MUG', quantity: 3 }] }],
    ['another product', { cart: [{ sku: 'CUP', quantity: 2 }] }],
    ['a price', { cart: [{ sku: 'MUG', quantity: 2, price: 1 }] }],
    ['no cart', { cart: [] }],
    ['a promotion', { promotions: ['WELCOME10'] }],
    ['another way of shipping', { shipping: { method: 'express', country: 'IE' } }],
    ['a language', { locale: 'de-DE' }],
    ['another visitor', { visitor: 'A'.repeat(22) }],
    ['another state', { state: OTHER_STATE }],
  ])('is refused whose plain words differ from its state: %s', async (_, change) => {
    await expectMalformed((payload) => ({ ...payload, ...change }));
  });

  it.each<[string, Record<string, unknown>]>([
    ['a member that nobody knows', { price: 1 }],
    ['a time of its own to end at', { exp: 4_000_000_000 }],
    ['a time to begin at', { nbf: 1 }],
    ['a subject', { sub: 'user-1' }],
    ['a link', { link: { sid: 'sid_x' } }],
    ['a mark', { mark: 'AQ' }],
    ['a list of audiences', { aud: [CHECKOUT] }],
    ['no state', { state: undefined }],
    ['a state that is none', { state: 'AAAA' }],
    ['a state and a reference', { parked: 'A'.repeat(22) }],
    ['a reference that is none', { ...WITHOUT_STATE, parked: 'x' }],
    ['a reference of another length', { ...WITHOUT_STATE, parked: 'AAAA' }],
    ['half a second', { iat: 1_800_000_000.5 }],
    ['a time beyond all numbers', { iat: 1e300 }],
    ['a short jti', { jti: 'AAAA' }],
    ['a jti with stray bits', { jti: `${'A'.repeat(21)}B` }],
    ['a flow that is none', { flow: 'x' }],
    ['a short challenge', { challenge: 'AAAA' }],
    ['a long way', { return: `/${'x'.repeat(600)}` }],
    ['a handle that is none', { returnHandle: 'x' }],
  ])('is refused that has %s', async (_, change) => {
    await expectMalformed((payload) => ({ ...payload, ...change }));
  });

  it.each<[string, (json: string) => string]>([
    ['a claim twice', (json) => json.replace('{', '{"cart":[],')],
    ['a claim twice, the other way round', (json) => json.replace(/\}$/, ',"return":"/checkout"}')],
    ['__proto__', (json) => json.replace('{', '{"__proto__":{"link":{"sid":"x"}},')],
    ['constructor', (json) => json.replace('{', '{"constructor":{},')],
    ['a quantity with an exponent', (json) => json.replace('"quantity":2', '"quantity":2e0')],
    ['a quantity with a point', (json) => json.replace('"quantity":2', '"quantity":2.0')],
    [
      'a number that rounds to the right one',
      (json) => json.replace('"quantity":2', '"quantity":2.0000000000000000001'),
    ],
    ['a blank', (json) => json.replace(',', ', ')],
    ['an escaped letter', (json) => json.replace('"MUG"', '"M\\u0055G"')],
    ['its claims in another order', (json) => swapFirst(json)],
    ['a byte order mark', (json) => `\ufeff${json}`],
    ['text behind it', (json) => `${json} `],
  ])('is refused that is spelt with %s', async (_, respell) => {
    await expectMalformed((payload) => respell(JSON.stringify(payload)));
  });

  it.each(['null', '[]', '"text"', '1', '{', '', '{}'])(
    'is refused whose claims are %s',
    async (json) => {
      const { browser } = await genuine();
      const token = signForged(CHECKOUT, { payload: json });
      expectRefusal(await browser.request(acceptUrl(CHECKOUT, token)));
    },
  );

  it('is refused in any second spelling of its three parts', async () => {
    const { browser, url, parts } = await genuine();
    const respellings = parts.flatMap((part, at) => {
      const put = (text: string) => parts.with(at, text).join('.');
      const last = part.at(-1) ?? '';
      return [
        put(`${part}=`),
        put(`${part}%20`),
        put(`%0A${part}`),
        put(part.slice(0, -1)),
        put(''),
      ]
        .concat(strayBits(last).map((letter) => put(`${part.slice(0, -1)}${letter}`)))
        .concat(put(`${part}.`), put(`.${part}`));
    });
    for (const token of [...respellings, `${parts.join('.')}.${parts[2]}`, parts.join('..')]) {
      expectRefusal(await browser.request(acceptUrl(CHECKOUT, token)));
    }
    expect((await browser.request(url)).status).toBe(303);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });
});

/** The letters that decode to the same bits but for those that are cut off. */
function strayBits(letter: string): string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const at = alphabet.indexOf(letter);
  return [1, 2, 3].map((bits) => alphabet[at ^ bits] ?? '').filter((each) => each !== '');
}

function swapFirst(json: string): string {
  const { iss, aud, ...rest } = JSON.parse(json);
  return JSON.stringify({ aud, iss, ...rest });
}

import { describe, expect, it } from '@jest/globals';
import { decode } from 'cborg';
import { createSealer, type HandoffClaims } from 'domain-bridge/handoff';
import { decodeState, REGISTERS } from 'domain-bridge/state';
import { eachStorePair } from '../support/each-store-pair.ts';
import { handoffLabels, tokenOf } from '../support/forged-token.ts';
import { inlineState } from '../support/inline-state.ts';
import {
  add,
  CHECKOUT,
  fetchToken,
  SHOP,
  type StoreSide,
  signIn,
  testKeyring,
  USER,
} from '../support/store-pair.ts';

/** A30 and design §3: every field that crosses. One more and this fails: think before you add it here. */
describe('what crosses between the domains', () => {
  const pair = eachStorePair();
  const CLAIMS = ['challenge', 'flow', 'issuedAt', 'jti', 'link', 'returnPath', 'state'];
  const STATE = ['lines', 'promotions', 'registers', 'vector', 'visitorId'];
  const FORBIDDEN = [USER, 'customer', 'password', 'user-agent', 'text/html', '127.0.0.1', 'price'];

  async function full(receiver: string): Promise<{ claims: HandoffClaims; bytes: Uint8Array }> {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    await browser.request(`${SHOP}/promotions`, { json: { code: 'WELCOME10' } });
    await browser.open(`${CHECKOUT}/bridge/start`);
    await signIn(browser);
    const token = tokenOf(await fetchToken(browser, receiver));
    const side: StoreSide = receiver === SHOP ? pair().shop : pair().checkout;
    const sealer = createSealer({ keyring: testKeyring('b1'), labels: handoffLabels(receiver) });
    const opened = sealer.open(token);
    if (!opened.ok) throw new Error(opened.reason);
    return { claims: await side.bridge.parts.incoming.open(token), bytes: opened.bytes };
  }

  it.each([CHECKOUT, SHOP])('are exactly these claims and fields of a state, to %s', async (to) => {
    const { claims, bytes } = await full(to);
    expect(Object.keys(claims).sort()).toEqual(CLAIMS);
    expect(decode(bytes)).toHaveLength(CLAIMS.length);
    expect(Object.keys(decodeState(inlineState(claims))).sort()).toEqual(STATE);
    expect(decode(inlineState(claims))).toHaveLength(20);
  });

  it('has as registers the shipping choice, locale and currency alone', () => {
    expect(REGISTERS).toEqual([
      'shipping.method',
      'shipping.country',
      'shipping.postalCode',
      'locale',
      'currency',
    ]);
  });

  it('says of a signed-in shopper a pseudonym, a session name and an epoch, and to the shop alone', async () => {
    const { claims } = await full(SHOP);
    expect(Object.keys(claims.link ?? {}).sort()).toEqual(['entity', 'epoch', 'kind', 'sid']);
    expect((await full(CHECKOUT)).claims.link).toBeNull();
  });

  it.each([CHECKOUT, SHOP])('contains nothing personal and no price, to %s', async (to) => {
    const text = Buffer.from((await full(to)).bytes).toString('latin1');
    expect(text).toContain('WELCOME10');
    for (const word of FORBIDDEN) expect(text).not.toContain(word);
  });

  it('keeps store keys and session ids at home', async () => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG');
    await signIn(browser);
    const token = tokenOf(await fetchToken(browser, SHOP));
    const { incoming } = pair().shop.bridge.parts;
    const claims = JSON.stringify(await incoming.open(token));
    for (const cookie of browser.cookies(CHECKOUT)) {
      expect(claims).not.toContain(cookie.slice(cookie.indexOf('=') + 1));
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn } from '../support/store-pair.ts';

/** A8: somebody else puts cookies with our names into the browser. */
describe('a tossed cookie', () => {
  const pair = eachStorePair();

  it('beside the genuine verifier makes both worthless and clears the name', async () => {
    const browser = pair().browser();
    const url = await fetchToken(browser, CHECKOUT);
    const [genuine = ''] = browser.cookies(CHECKOUT).filter((c) => c.includes('bridge-flow-'));
    const [name = ''] = genuine.split('=');
    const answer = await browser.request(url, {
      headers: { cookie: `${genuine}; ${name}=1.${'A'.repeat(43)}` },
    });
    expect(answer.status).toBe(400);
    expect(answer.setCookies).toEqual([expect.stringContaining(`${name}=; Max-Age=0`)]);
  });

  it('beside the genuine state is not believed, and neither is the genuine one', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const [state = ''] = browser.cookies(SHOP);
    const shown = await browser.request(SHOP, { headers: { cookie: `${state}; bridge-state=x` } });
    expect(JSON.parse(shown.body).lines).toEqual({});
  });

  it('without the __Host- prefix is no cookie of a secure domain', async () => {
    const [browser, attacker] = [pair().browser(), pair().browser()];
    await signIn(attacker);
    const stolen = attacker.cookies(CHECKOUT).map((cookie) => cookie.replace('__Host-', ''));
    const answer = await browser.request(CHECKOUT, { headers: { cookie: stolen.join('; ') } });
    expect(JSON.parse(answer.body).session).toEqual({ state: 'anonymous' });
  });

  it('of the shop opens nothing on checkout, and one of checkout nothing on the shop', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    await add(browser, CHECKOUT, 'CUP');
    const [ofShop = ''] = browser.cookies(SHOP);
    const [ofCheckout = ''] = browser.cookies(CHECKOUT);
    const atCheckout = { headers: { cookie: `__Host-${ofShop}` } };
    const atShop = { headers: { cookie: ofCheckout.replace('__Host-', '') } };
    expect(JSON.parse((await browser.request(CHECKOUT, atCheckout)).body).lines).toEqual({});
    expect(JSON.parse((await browser.request(SHOP, atShop)).body).lines).toEqual({});
  });

  it('that looks like one of our flows stops neither a crossing nor a sign-out', async () => {
    const browser = pair().browser();
    const junk = ['a b', '"', 'é', 'x'.repeat(16), '', 'y', 'z'].map((n) => `bridge-flow-${n}=9.9`);
    const cookie = junk.join('; ');
    const start = await browser.request(`${SHOP}/bridge/start`, { headers: { cookie } });
    expect(start.status).toBe(303);
    await signIn(browser);
    const own = browser.cookies(CHECKOUT).join('; ');
    const out = await browser.request(`${CHECKOUT}/sign-out`, {
      json: {},
      headers: { cookie: `${own}; ${junk.map((c) => `__Host-${c}`).join('; ')}` },
    });
    expect(out.status).toBe(303);
    expect((await see(browser, CHECKOUT)).session).toEqual({ state: 'anonymous' });
  });

  it('cannot keep a session over a sign-in: the id is new, and the tossed one is dead', async () => {
    const [victim, attacker] = [pair().browser(), pair().browser()];
    await signIn(attacker);
    const tossed = attacker.cookies(CHECKOUT).join('; ');
    const answer = await victim.request(`${CHECKOUT}/sign-in`, {
      json: { entity: 'user-2' },
      headers: { cookie: tossed },
    });
    const [session = ''] = answer.setCookies.filter((c) => c.startsWith('__Host-bridge-session='));
    expect(session).not.toBe('');
    expect(tossed).not.toContain(session.split(';')[0]);
    expect((await see(attacker, CHECKOUT)).session).toEqual({ state: 'anonymous' });
  });

  it('as verifier of an attacker lets no token of the attacker in over TLS', async () => {
    const [victim, attacker] = [pair().browser(), pair().browser()];
    const url = await fetchToken(attacker, CHECKOUT);
    const [flow = ''] = attacker.cookies(CHECKOUT).filter((c) => c.includes('bridge-flow-'));
    // From a sibling host or a plain-HTTP answer: without the prefix, or refused by the browser with it.
    victim.jar.setCookieSync(flow, CHECKOUT.replace('https', 'http'), { ignoreError: true });
    victim.jar.setCookieSync(flow.replace('__Host-', ''), CHECKOUT.replace('https', 'http'));
    expectRefusal(await victim.request(url));
  });
});

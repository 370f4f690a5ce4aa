import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn } from '../support/store-pair.ts';
import { tapWire } from '../support/wiretap.ts';

/** A3: somebody listens on the plain-HTTP leg and races the shopper to checkout. */
describe('a listener on the HTTP leg', () => {
  const pair = eachStorePair();

  it('cannot redeem with every byte that the shop sent and received', async () => {
    const [shopper, listener] = [pair().browser(), pair().browser()];
    await add(shopper, SHOP, 'MUG');
    const url = await fetchToken(shopper, CHECKOUT);
    for (const cookie of shopper.cookies(SHOP)) listener.jar.setCookieSync(cookie, SHOP);
    expect(listener.cookies(SHOP)).toEqual(shopper.cookies(SHOP));
    expectRefusal(await listener.request(url));
    expect((await shopper.request(url)).status).toBe(303);
  });

  it('never sees the verifier: it is planted on the secure origin alone', async () => {
    const shopper = pair().browser();
    const url = await fetchToken(shopper, CHECKOUT);
    const verifier = shopper.cookies(CHECKOUT).find((cookie) => cookie.includes('bridge-flow-'));
    const secret = verifier?.split('.')[1] ?? '';
    expect(secret).toHaveLength(43);
    expect(url).not.toContain(secret);
    expect(shopper.cookies(SHOP).join()).not.toContain(secret);
    expect(shopper.cookies(CHECKOUT.replace('https', 'http')).join()).not.toContain(secret);
  });

  it('who clones the shop cookies gets the cart at most: the two browsers stay two at checkout', async () => {
    const [shopper, listener] = [pair().browser(), pair().browser()];
    await add(shopper, SHOP, 'MUG');
    for (const cookie of shopper.cookies(SHOP)) listener.jar.setCookieSync(cookie, SHOP);
    await listener.open(`${CHECKOUT}/bridge/start`);
    expect((await see(listener, CHECKOUT)).session).toEqual({ state: 'anonymous' });
    expect((await see(shopper, CHECKOUT)).lines).toEqual({});
  });

  it('finds among all that the shop said and heard nothing that is good for a verifier', async () => {
    const [shopper, listener] = [pair().browser(), pair().browser()];
    const wire = tapWire(shopper, SHOP);
    await add(shopper, SHOP, 'MUG');
    const url = await fetchToken(shopper, CHECKOUT);
    const flow = new URL(url).searchParams.has('t') && /flow=([\w-]{16})/.exec(wire.text())?.[1];
    expect(wire.words()).toEqual(expect.arrayContaining([flow, url.slice(url.indexOf('=') + 1)]));
    for (const word of wire.words()) {
      const cookie = `__Host-bridge-flow-${flow}=1.${word}`;
      expect((await listener.request(url, { headers: { cookie } })).status).toBe(400);
    }
    expect((await shopper.request(url)).status).toBe(303);
  });

  it('finds among it nothing that opens a session or a cart at checkout, after a sign-in either', async () => {
    const [shopper, listener] = [pair().browser(), pair().browser()];
    const wire = tapWire(shopper, SHOP);
    await add(shopper, SHOP, 'MUG');
    await shopper.open(`${CHECKOUT}/bridge/start`);
    await signIn(shopper);
    await shopper.open(`${SHOP}/bridge/start`);
    await shopper.open(`${CHECKOUT}/bridge/start`);
    expect((await see(shopper, SHOP)).session.state).toBe('recognized');
    for (const word of wire.words()) {
      const cookie = `__Host-bridge-session=${word}; __Host-bridge-state=${word}`;
      const { body } = await listener.request(CHECKOUT, { headers: { cookie } });
      expect(JSON.parse(body)).toMatchObject({ session: { state: 'anonymous' }, lines: {} });
    }
    expect(shopper.cookies(CHECKOUT).some((each) => wire.text().includes(each))).toBe(false);
  });

  it('who answers in the place of the shop cannot bring his own cart into a flow of the shopper', async () => {
    const [shopper, active] = [pair().browser(), pair().browser()];
    await add(active, SHOP, 'POISON', 9);
    const own = await fetchToken(active, CHECKOUT);
    const issue = await shopper.openUntil(`${CHECKOUT}/bridge/start`, '/bridge/issue');
    expectRefusal(await shopper.request(own));
    // What stays possible, and only ends with https on the shop: he asks for a token as if he were the shopper.
    const { location } = await active.request(issue);
    await shopper.open(location ?? '');
    expect((await see(shopper, CHECKOUT)).lines).toEqual({ POISON: 9 });
    expect((await see(shopper, CHECKOUT)).session).toEqual({ state: 'anonymous' });
  });
});

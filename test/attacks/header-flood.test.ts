import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import { acceptUrl } from '../support/forged-token.ts';
import { expectRefusal } from '../support/refusal.ts';
import { add, CHECKOUT, fetchToken, SHOP, see, signIn } from '../support/store-pair.ts';

/** A10, A11: a sibling host fills the jar, or a link is longer than servers read. Node stops at 16 KB of head. */
describe('a request with too much before its body', () => {
  const pair = eachStorePair();
  const junk = (count: number, length: number): string =>
    Array.from({ length: count }, (_, i) => `tossed-${i}=${'x'.repeat(length)}`).join('; ');

  it('of 180 foreign cookies beside ours crosses, and the cart arrives', async () => {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG', 2);
    const url = await fetchToken(browser, CHECKOUT);
    const cookie = `${junk(180, 40)}; ${browser.cookies(CHECKOUT).join('; ')}`;
    expect((await browser.request(url, { headers: { cookie } })).status).toBe(303);
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 2 });
  });

  it('of 170 foreign flows beside ours starts a new one, and takes 20 of them away in an answer that proxies let through', async () => {
    const browser = pair().browser();
    const flows = Array.from({ length: 170 }, (_, i) => {
      return `__Host-bridge-flow-${String(i).padStart(16, 'f')}=${i + 1}.${'A'.repeat(43)}`;
    });
    const headers = { cookie: flows.join('; ') };
    const answer = await browser.request(`${CHECKOUT}/bridge/start`, { headers });
    expect(answer.status).toBe(303);
    const cleared = answer.setCookies.filter((each) => each.includes('=; Max-Age=0'));
    expect(cleared).toHaveLength(20);
    expect(cleared.join()).toContain('ffffffffffffff0=');
    expect(answer.setCookies).toHaveLength(21);
    expect(answer.setCookies.join('\r\n').length).toBeLessThan(4_096);
  });

  it('of 20 KB is answered 431 by the server itself, and changes nothing', async () => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG');
    await signIn(browser);
    const before = await see(browser, CHECKOUT);
    const own = browser.cookies(CHECKOUT).join('; ');
    const answer = await browser.request(CHECKOUT, {
      headers: { cookie: `${junk(5, 4_000)}; ${own}` },
    });
    expect(answer).toMatchObject({ status: 431, setCookies: [], body: '' });
    expect(await see(browser, CHECKOUT)).toEqual(before);
  });

  it.each([
    [6_001, 400],
    [16_000, 400],
    [20_000, 431],
  ])('in a token of %i characters is refused with %i', async (length, status) => {
    const browser = pair().browser();
    await add(browser, CHECKOUT, 'MUG');
    const answer = await browser.request(acceptUrl(CHECKOUT, 'A'.repeat(length)), {
      headers: { cookie: null },
    });
    if (status === 400) expectRefusal(answer);
    else expect(answer).toMatchObject({ status, body: '', setCookies: [] });
    expect((await see(browser, CHECKOUT)).lines).toEqual({ MUG: 1 });
  });

  it.each(['flow', 'challenge', 'return'])(
    'in the parameter %s of a request for a token makes none',
    async (name) => {
      const browser = pair().browser();
      const issue = new URL(await browser.openUntil(`${CHECKOUT}/bridge/start`, '/bridge/issue'));
      issue.searchParams.set(name, 'A'.repeat(8_000));
      expectRefusal(await browser.request(issue.href));
    },
  );

  it('in a return path neither lengthens the URL at the sender nor stops the crossing', async () => {
    const browser = pair().browser();
    const path = `/account?${'x'.repeat(10_000)}`;
    const query = new URLSearchParams({ return: path });
    const { location } = await browser.request(`${CHECKOUT}/bridge/start?${query}`);
    expect(location?.length).toBeLessThan(200);
    expect(new URL(location ?? '').searchParams.get('return')).toBe('/checkout');
  });
});

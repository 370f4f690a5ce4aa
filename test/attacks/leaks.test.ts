import { describe, expect, it } from '@jest/globals';
import { eachStorePair } from '../support/each-store-pair.ts';
import type { Answer } from '../support/http-exchange.ts';
import { add, CHECKOUT, fetchToken, SHOP } from '../support/store-pair.ts';

/** A6: the token leaks by Referer, cache, history, body or log. */
describe('everything that surrounds a token', () => {
  const pair = eachStorePair();

  /** All hops of one crossing, and the token that travelled. */
  async function cross(receiver: string): Promise<{ hops: Answer[]; token: string }> {
    const browser = pair().browser();
    await add(browser, SHOP, 'MUG');
    const hops: Answer[] = [];
    let next: string | null = `${receiver}/bridge/start`;
    while (next?.includes('/bridge/')) {
      const hop: Answer = await browser.request(next);
      hops.push(hop);
      next = hop.location;
    }
    const accept = hops.find(({ url }) => url.includes('?t='));
    return { hops, token: new URL(accept?.url ?? '').searchParams.get('t') ?? '' };
  }

  it.each([CHECKOUT, SHOP])(
    'towards %s is a 303 without a body that nobody stores, indexes or refers to',
    async (receiver) => {
      const { hops } = await cross(receiver);
      expect(hops.map(({ url }) => new URL(url).pathname)).toEqual([
        '/bridge/start',
        '/bridge/issue',
        '/bridge/accept',
      ]);
      for (const { status, body, headers } of hops) {
        expect({ status, body }).toEqual({ status: 303, body: '' });
        expect(headers).toMatchObject({
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'x-robots-tag': 'noindex',
        });
      }
    },
  );

  it('names the token in one Location header and nowhere else', async () => {
    const { hops, token } = await cross(CHECKOUT);
    expect(token).not.toBe('');
    const places = hops.flatMap(({ headers, body }) =>
      [...Object.entries(headers), ['body', body] as const].filter(([, value]) =>
        String(value).includes(token),
      ),
    );
    expect(places.map(([name]) => name)).toEqual(['location']);
    expect(hops.at(-1)?.location).toBe(`${CHECKOUT}/checkout`);
  });

  it('tells the log how it went and never the token, also when it is refused', async () => {
    const { token } = await cross(CHECKOUT);
    const stranger = pair().browser();
    await stranger.request(`${CHECKOUT}/bridge/accept?t=${token}`);
    await stranger.request(`${CHECKOUT}/bridge/accept?t=${token.slice(0, -1)}`);
    await stranger.request(`${CHECKOUT}/bridge/accept?t=${token}&t=${token}`);
    const log = [...pair().checkout.log, ...pair().shop.log].join('\n');
    expect(log).toContain('first');
    expect(log).toContain('ERR_HANDOFF_WRONG_BROWSER');
    for (let at = 0; at + 24 <= token.length; at += 24) {
      expect(log).not.toContain(token.slice(at, at + 24));
    }
  });

  it('keeps the headers on a refusal', async () => {
    const answer = await pair().browser().request(`${CHECKOUT}/bridge/accept?t=x`);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    });
  });

  it('makes a token on the click: fetching one twice gives two', async () => {
    const browser = pair().browser();
    expect(await fetchToken(browser, CHECKOUT)).not.toBe(await fetchToken(browser, CHECKOUT));
  });
});

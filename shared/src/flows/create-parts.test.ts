import { describe, expect, it } from '@jest/globals';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
import { CookieJar } from '../core/cookie.ts';
import { addToLine, sequence } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import { createParts } from './create-parts.ts';
import { peerOriginOf, selfOf } from './parts.ts';

describe('the parts of a domain', () => {
  const clock = createTestClock();
  const shop = () => sideOptions('shopping', clock);
  const checkout = () => sideOptions('checkout', clock);

  it('know their own origin and the other one', async () => {
    const parts = createParts(await shop());
    expect(selfOf(parts).href).toBe('http://shop.test');
    expect(peerOriginOf(parts).href).toBe('https://checkout.test');
  });

  it('lead to / on shopping and /checkout on checkout, and nowhere else, unless told', async () => {
    const { returnPaths: _, ...options } = await shop();
    expect(createParts(options).returnPaths).toEqual({ fallback: '/', allowed: [] });
    const parts = createParts({ ...options, role: 'checkout' });
    expect(parts.returnPaths).toEqual({ fallback: '/checkout', allowed: [] });
  });

  it.each([
    ['https://shop.test', 'http://shop.test'],
    ['http://localhost:3001', 'http://localhost:3002'],
    ['http://SHOP.test'.toLowerCase(), 'https://shop.test:8443'],
  ])('are not made for one host name: %s and %s share cookies', async (one, other) => {
    const options = { ...(await shop()), shoppingOrigin: one, checkoutOrigin: other };
    expect(() => createParts(options)).toThrow('single_domain');
  });

  it.each(['shop.test', 'ftp://shop.test', 'http://shop.test/path', ''])(
    'are not made for an origin that is none: %j',
    async (shoppingOrigin) => {
      const options = { ...(await shop()), shoppingOrigin };
      expect(() => createParts(options)).toThrow(TypeError);
    },
  );

  it('take sessions and epochs together or not at all', async () => {
    const options = await shop();
    const { sessions, epochs, ...stores } = options.stores;
    if (!sessions || !epochs) throw new Error('the test store has sessions');
    expect(() => createParts({ ...options, stores: { ...stores, sessions } })).toThrow(TypeError);
    expect(() => createParts({ ...options, stores: { ...stores, epochs } })).toThrow(TypeError);
    expect(createParts({ ...options, stores }).sessions).toBeUndefined();
  });

  it('of checkout take a pairwise key with sessions: else nobody would ever be recognized', async () => {
    const { pairwiseKey: _, ...options } = await checkout();
    expect(() => createParts(options)).toThrow('pairwiseKey');
    const { sessions: _s, epochs: _e, ...stores } = options.stores;
    expect(createParts({ ...options, stores }).pairwise).toBeUndefined();
  });

  it('take a pairwise key of 32 bytes alone', async () => {
    const options = { ...(await checkout()), pairwiseKey: new Uint8Array(16) };
    expect(() => createParts(options)).toThrow(RangeError);
  });

  it.each([
    { maxInlineCharacters: -1 },
    { maxInlineCharacters: 6_001 },
    { maxInlineCharacters: 2_000.5 },
    { maxCookieBytes: 511 },
    { maxCookieBytes: 4_097 },
    { maxCookieBytes: Number.NaN },
  ])('take no size out of its range: %j', async (sizes) => {
    const options = { ...(await shop()), ...sizes };
    expect(() => createParts(options)).toThrow(RangeError);
  });

  it('send links of 2,000 characters where larger carts can be parked, else of 6,000', async () => {
    const options = await shop();
    const { parked: _, ...stores } = options.stores;
    expect(createParts(options).inlineCharacters).toBe(2_000);
    expect(createParts({ ...options, stores }).inlineCharacters).toBe(6_000);
    expect(createParts({ ...options, maxInlineCharacters: 0 }).inlineCharacters).toBe(0);
  });

  it('set a state cookie of 3,000 bytes at most, or as many as they are told', async () => {
    const lengthWith = async (sizes: object): Promise<number> => {
      const { browser } = createParts({ ...(await shop()), ...sizes });
      const jar = new CookieJar(undefined, false);
      const adds = Array.from({ length: 250 }, (_, i) => addToLine({ sku: `SKU-${i}` }, 1));
      await browser.change(jar, onState(sequence(...adds)));
      return `bridge-state=${jar.get('bridge-state')}`.length;
    };
    const lengths = [await lengthWith({}), await lengthWith({ maxCookieBytes: 4_096 })];
    expect(lengths[0]).toBeLessThan(512);
    expect(lengths[1]).toBeGreaterThan(3_000);
    expect(lengths[1]).toBeLessThanOrEqual(4_096);
  });

  it('name a user differently for another shop, another user and another key', async () => {
    const options = await checkout();
    const name = (special: object, user = 'user-1') =>
      createParts({ ...options, ...special }).pairwise?.(user);
    const names = [
      name({}),
      name({}, 'user-2'),
      name({ shoppingOrigin: 'http://other.test' }),
      name({ pairwiseKey: new Uint8Array(32).fill(8) }),
    ];
    expect(new Set(names).size).toBe(4);
    expect(name({})).toBe(names[0]);
    expect(name({ shoppingOrigin: 'https://shop.test' })).toBe(names[0]);
  });
});

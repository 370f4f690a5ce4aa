import { describe, expect, it } from '@jest/globals';
import { sideOptions } from '../../../test/support/store-pair.ts';
import { createTestClock } from '../../../test/support/test-clock.ts';
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

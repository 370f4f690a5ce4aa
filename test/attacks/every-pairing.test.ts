import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseOrigin } from 'domain-bridge/handoff';
import { type Mode, type SealedThing, sealedThings } from '../support/every-seal.ts';

const MODES: readonly Mode[] = ['encrypted', 'signed'];
/** The store itself, and stores that differ by as little as there is. */
const PAIRS = [
  ['http://shop.test', 'https://checkout.test'],
  ['http://shop.test:8080', 'https://checkout.test'],
  ['http://shop.test', 'https://checkout.test:8443'],
  ['http://staging.shop.test', 'https://checkout.test'],
  ['http://checkout.test', 'https://shop.test'],
].map(([shopping = '', checkout = '']) => ({
  shopping: parseOrigin(shopping),
  checkout: parseOrigin(checkout),
}));

/** A16: whoever holds something sealed for one purpose, direction, pair of hosts or mode tries it on all others. */
describe('of everything that is sealed under one key', () => {
  let things: readonly SealedThing[];
  let texts: readonly string[];
  beforeAll(async () => {
    things = PAIRS.flatMap((pair) => MODES.flatMap((mode) => sealedThings(pair, mode)));
    texts = await Promise.all(things.map((thing) => thing.seal()));
  });

  it('each opens where it belongs, and nowhere else', async () => {
    const wrong: string[] = [];
    for (const [i, { name: sealedFor }] of things.entries()) {
      for (const { name, opens } of things) {
        const isOpen = await opens(texts[i] ?? '');
        if (isOpen !== (name === sealedFor)) wrong.push(`${sealedFor} → ${name}: ${isOpen}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('there is every purpose, either direction, and every pair', () => {
    const words = new Set(things.flatMap(({ name }) => name.split(' ')));
    const purposes = ['handoff', 'parked', 'peer', 'settled', 'state-cookie'];
    const hosts = PAIRS.flatMap(({ shopping, checkout }) => [shopping.host, checkout.host]);
    for (const word of [...purposes, 'to-checkout', 'to-shopping', ...hosts, ...MODES]) {
      expect(words).toContain(word);
    }
    expect(things).toHaveLength(9 * PAIRS.length * MODES.length);
  });
});

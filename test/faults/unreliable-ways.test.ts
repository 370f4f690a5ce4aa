import { afterEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../support/fault-proxy.ts';
import { openInterceptedStore } from '../support/intercepted-store.ts';
import {
  CART,
  type KnownShopper,
  signedInOnBoth,
  signInOnBoth,
  statesOf,
  untilGuest,
} from '../support/known-shopper.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

const SEEDS = ['weather-1', 'weather-2'] as const;
const USERS = 5;

/** Three of ten are dropped, and each other thing that a network does befalls some of the rest. */
const WEATHER: readonly (readonly [share: number, fault: Fault])[] = [
  [0.3, 'drop'],
  [0.15, 'swallow'],
  [0.15, 'twice'],
  [0.1, { status: 503 }],
  [0.05, { status: 302, headers: { location: '/elsewhere' } }],
  [0.02, 'stall'],
];

function createWeather(seed: string): () => Fault {
  const random = createSeededRandom(seed);
  return () => {
    const [high = 0, low = 0] = random(2);
    let left = (high * 256 + low) / 65_536;
    for (const [share, fault] of WEATHER) {
      left -= share;
      if (left < 0) return fault;
    }
    return 'pass';
  };
}

describe('I16: ways that lose, repeat, refuse and delay', () => {
  const open = openInterceptedStore();
  afterEach(() => {
    for (const way of [open.ways.shopping, open.ways.checkout]) way.decide = () => 'pass';
  });

  it.each(SEEDS)(
    'every end arrives in the end, and no newer session is lost: seed %s',
    async (seed) => {
      const all: KnownShopper[] = [];
      for (let user = 0; user < USERS; user++) all.push(await signedInOnBoth(open.shopper()));
      const kept = await signedInOnBoth(open.shopper());
      for (const side of ['shopping', 'checkout'] as const) {
        open.ways[side].decide = createWeather(`${seed}-${side}`);
      }
      for (const { account } of all) await open.hooks.revoke(account.email, 0);
      for (const { shopper } of all) {
        await untilGuest(shopper);
        expect(await shopper.cart('shopping')).toEqual(CART);
      }
      // Still in the same weather: whoever signs in now stays, whatever is repeated behind them.
      const [first] = all;
      if (first) await signInOnBoth(first.shopper, first.account);
      for (const side of ['shopping', 'checkout'] as const) open.ways[side].decide = () => 'pass';
      await kept.shopper.untilRecognized();
      expect(await statesOf(kept.shopper)).toEqual(['recognized', 'authenticated']);
      if (first) expect(await statesOf(first.shopper)).toEqual(['recognized', 'authenticated']);
      for (const { shopper } of all.slice(1)) {
        expect(await statesOf(shopper)).toEqual(['anonymous', 'anonymous']);
      }
    },
  );
});

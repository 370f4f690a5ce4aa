import { describe, expect, it } from '@jest/globals';
import type { Keyring } from 'domain-bridge/handoff';
import { createMemoryReplayStore } from 'domain-bridge/memory';
import {
  createPeerSealer,
  openPeerCredential,
  sealPeerCredential,
  systemRandom,
} from 'domain-bridge/peer';
import { PAIR } from '../support/peer-calls.ts';
import type { SideOptions } from '../support/store-pair.ts';
import { cookieWay } from './cookie-way.ts';
import { settlementWay } from './settlement-way.ts';
import { tokenWay } from './token-way.ts';
import { ADDED, BOTH, NEW, OLD, type Way } from './way.ts';

const SIGNED: SideOptions = { mode: 'signed' };
/** Carts of any size wait at their sender. */
const PARKED: SideOptions = { maxInlineCharacters: 0 };

/** Every way in which a cart travels under a key. A new one is one line: `tokenWay` takes options for both sides. */
const WAYS: readonly Way[] = [
  tokenWay('a token to checkout', 'checkout'),
  tokenWay('a token to the shop', 'shopping'),
  tokenWay('a signed token to checkout', 'checkout', { shop: SIGNED, checkout: SIGNED }),
  tokenWay('a signed token to the shop', 'shopping', { shop: SIGNED, checkout: SIGNED }),
  tokenWay('a parked cart to checkout', 'checkout', { shop: PARKED, checkout: PARKED }),
  tokenWay('a parked cart to the shop', 'shopping', { shop: PARKED, checkout: PARKED }),
  cookieWay('a cookie of the shop', 'shopping'),
  cookieWay('a cookie of checkout', 'checkout'),
  settlementWay('a call that tells the shop of an order'),
];

/**
 * By what whoever seals has loaded: before the promotion the old key comes first. The new one opens by then: a cart that
 * is parked is asked for under the key of whoever fetches it.
 */
const SEALERS = { 'the old key': ADDED, 'the new key': BOTH } as const;
const OPENERS = { 'the old key alone': OLD, 'both keys': BOTH, 'the new key alone': NEW } as const;

const CELLS = Object.entries(SEALERS).flatMap(([sealed, sealer]) =>
  Object.entries(OPENERS).map(([loaded, opener]) => ({ sealed, sealer, loaded, opener })),
);

function knows(opener: Keyring, sealer: Keyring): boolean {
  return opener.keys.some(({ kid }) => kid === sealer.keys[0].kid);
}

describe.each(WAYS)('a rotation, and $name', (way) => {
  it.each(CELLS.filter(({ sealer, opener }) => knows(opener, sealer)))(
    'arrives, sealed under $sealed, where $loaded was loaded',
    async (rings) => {
      expect(await way.travel(rings)).toEqual({
        outcome: 'arrived',
        carts: way.after,
        cartsInTheEnd: way.after,
      });
    },
  );

  it.each(CELLS.filter(({ sealer, opener }) => !knows(opener, sealer)))(
    'is refused and loses nothing, sealed under $sealed, where $loaded was loaded',
    async (rings) => {
      expect(await way.travel(rings)).toEqual({
        outcome: 'refused',
        carts: way.before,
        cartsInTheEnd: way.after,
      });
    },
  );
});

/** It carries no cart; where it is refused, the shop's lease runs out and hides who was recognized, until it is over. */
describe('a rotation, and a call of the shop to checkout', () => {
  it.each(CELLS)(
    'is taken where its key was loaded: sealed under $sealed, where $loaded was loaded',
    async ({ sealer, opener }) => {
      const call = { method: 'POST', path: '/ssf/poll', body: '{}' };
      const options = { clock: () => Date.UTC(2040, 0, 1), random: systemRandom };
      const sealerOf = (keyring: Keyring) =>
        createPeerSealer({ keyring, pair: PAIR, receiver: 'checkout', random: systemRandom });
      const header = sealPeerCredential(call, { ...options, sealer: sealerOf(sealer) });
      const claims = createMemoryReplayStore();
      const taken = openPeerCredential(header, call, {
        ...options,
        sealer: sealerOf(opener),
        claims,
      });
      if (knows(opener, sealer)) await taken;
      else await expect(taken).rejects.toMatchObject({ code: 'ERR_PEER_NOT_AUTHENTIC' });
    },
  );
});

import { afterAll, beforeAll } from '@jest/globals';
import type { Presence } from './http-browser.ts';
import { Shopper } from './http-shopper.ts';
import { type RunningStore, type RunningStoreOptions, startStore } from './running-store.ts';
import { type Variant, variants } from './variants.ts';

/** A running store that the tests of one file or block share, and the shoppers in front of it. */
export interface OpenStore {
  /** The store; there from the first test on. */
  readonly store: RunningStore;
  /** Another browser. */
  shopper(presence?: Presence): Shopper;
  /** That many distinct variants of the catalogue. */
  variants(count: number): Promise<Variant[]>;
}

/** Opens a store before the tests of this file or block, and closes it and every browser after them. */
export function openStore(options: RunningStoreOptions = {}): OpenStore {
  const shoppers: Shopper[] = [];
  let store: RunningStore | undefined;
  const running = (): RunningStore => {
    if (!store) throw new Error('the store opens with the first test');
    return store;
  };
  beforeAll(async () => {
    store = await startStore(options);
  });
  afterAll(async () => {
    await Promise.all(shoppers.map(({ browser }) => browser.close()));
    await store?.close();
  });
  return {
    get store() {
      return running();
    },
    shopper(presence) {
      const shopper = new Shopper(running(), presence);
      shoppers.push(shopper);
      return shopper;
    },
    variants: (count) => variants(running(), count),
  };
}

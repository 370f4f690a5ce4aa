import type { Keyring } from 'domain-bridge/handoff';
import { testKeyring } from '../support/store-pair.ts';

/** The keyrings of a rotation, by what a side has loaded. */
export const OLD: Keyring = testKeyring('old');
/** After `add`: the new key opens, and seals nothing yet. */
export const ADDED: Keyring = testKeyring('old', 'new');
/** After `promote`. */
export const BOTH: Keyring = testKeyring('new', 'old');
/** After `retire`. */
export const NEW: Keyring = testKeyring('new');

/** Who seals with what, and what whoever opens has loaded by then. */
export interface Rings {
  readonly sealer: Keyring;
  readonly opener: Keyring;
}

/** Lines by SKU, on both sides. */
export interface Carts {
  readonly shop: Readonly<Record<string, number>>;
  readonly checkout: Readonly<Record<string, number>>;
}

/** How a cart got along. */
export interface Journey {
  /** Whether it was taken in. A way checks itself that a refusal is the one that the outside always sees. */
  readonly outcome: 'arrived' | 'refused';
  /** Right afterwards. */
  readonly carts: Carts;
  /** When whoever opens has loaded both keys, and the shopper (or the server) has tried again. */
  readonly cartsInTheEnd: Carts;
}

/** One of the ways in which a cart, or what is to be done to it, travels under a key. */
export interface Way {
  /** As a sentence goes on: "… arrives". */
  readonly name: string;
  readonly travel: (rings: Rings) => Promise<Journey>;
  /** What the carts are where it is not taken in. */
  readonly before: Carts;
  /** What they are where it is. */
  readonly after: Carts;
}

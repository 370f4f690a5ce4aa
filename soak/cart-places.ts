import { type Knowledge, learn, nothingKnown } from '../test/state/causal-history.ts';
import type { Side } from '../test/support/running-store.ts';

/** The three carts of one shopper: the shop's, the browser's on checkout and the account's. */
export class CartPlaces {
  shop: Knowledge = nothingKnown();
  guest: Knowledge = nothingKnown();
  account: Knowledge = nothingKnown();
  isSignedIn = false;

  /** The cart that a request on this domain sees. */
  at(side: Side): Knowledge {
    if (side === 'shopping') return this.shop;
    return this.isSignedIn ? this.account : this.guest;
  }

  /** In the place of what `at` returns. */
  put(side: Side, place: Knowledge): void {
    if (side === 'shopping') this.shop = place;
    else if (this.isSignedIn) this.account = place;
    else this.guest = place;
  }

  /** The browser's cart joins the account's. */
  signIn(): void {
    this.account = learn(this.account, this.guest);
    this.isSignedIn = true;
  }

  /** The same may have taken place; the browser was not told, so it is not signed in. */
  mayHaveSignedIn(): void {
    for (const change of this.guest.possible) this.account.possible.add(change);
  }

  /** The cart stays with the account; checkout and browser begin anew. */
  signOut(): void {
    if (this.isSignedIn) this.account = learn(this.account, this.guest);
    this.guest = nothingKnown();
    this.isSignedIn = false;
  }
}

/** Knowledge that goes its own way from here. */
export function copyOf({ certain, possible }: Knowledge): Knowledge {
  return { certain: new Set(certain), possible: new Set(possible) };
}

/**
 * What a place that hears of an order may lose: all that was replaced or removed in the cart that was ordered,
 * whoever did it. It gains nothing (`settlementOf` in shared/src/state/settlement.ts).
 */
export function removalsIn({ possible }: Knowledge): Knowledge['certain'] {
  const replacing = [...possible].filter(({ replacedPerhaps }) => replacedPerhaps.size > 0);
  return new Set(
    replacing.map(({ key, replacedPerhaps }) => {
      const replacedForCertain = new Set<never>();
      return { key, value: null, replacedForCertain, replacedPerhaps: new Set(replacedPerhaps) };
    }),
  );
}

import { lineKey } from './line.ts';
import {
  addPromotion,
  addToLine,
  type Operation,
  removeLines,
  removePromotion,
  setLineQuantity,
  setShipping,
} from './operations.ts';
import type { ShoppingState } from './shopping-state.ts';

import { type Cart, quantityOf } from './view.ts';

/** A cart as an adopter keeps it: ids are derived, so they need not be given. */
export interface PlainCart {
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly options?: Readonly<Record<string, string>>;
  }[];
  readonly promotions?: readonly string[];
  /** Left out: the store does not know of a choice, and the bridged one stays. */
  readonly shipping?: Cart['shipping'];
}

/**
 * The operation that turns the last bridged state into one with the content of `cart`: what differs is
 * written under a fresh dot, what is missing is removed, and all else keeps its history.
 *
 * A line that stands twice in `cart` counts once, with its highest quantity.
 */
export function reconcileWith(cart: PlainCart): Operation {
  return (state, actor) => {
    const operations = [...lineChanges(state, cart), ...promotionChanges(state, cart)];
    if (cart.shipping !== undefined) operations.push(setShipping(cart.shipping));
    return operations.reduce((next, operation) => operation(next, actor), state);
  };
}

function lineChanges(state: ShoppingState, cart: PlainCart): Operation[] {
  const wanted = new Map<string, number>();
  for (const line of cart.lines) {
    const key = lineKey(line);
    wanted.set(key, Math.max(wanted.get(key) ?? 0, line.quantity));
  }
  const gone = [...state.lines.keys()].filter((key) => !wanted.has(key));
  const changes = gone.length > 0 ? [removeLines(gone)] : [];
  for (const line of cart.lines) {
    const key = lineKey(line);
    const quantity = wanted.get(key);
    if (quantity === undefined) continue;
    wanted.delete(key);
    const present = state.lines.get(key);
    if (!present) changes.push(addToLine(line, quantity));
    else if (quantityOf(present) !== quantity) changes.push(setLineQuantity(key, quantity));
  }
  return changes;
}

function promotionChanges(state: ShoppingState, cart: PlainCart): Operation[] {
  const wanted = new Set(cart.promotions ?? state.promotions.keys());
  const gone = [...state.promotions.keys()].filter((code) => !wanted.has(code));
  return [...gone.map(removePromotion), ...[...wanted].map(addPromotion)];
}

import { lineKey } from '../state/line.ts';
import type { Operation } from '../state/operations.ts';
import { type PlainCart, reconcileWith } from '../state/reconcile.ts';
import { type Cart, viewCart } from '../state/view.ts';

type Line = PlainCart['lines'][number];

const EMPTY: Cart = { lines: [], promotions: [], shipping: null };

/**
 * The operation that brings what differs between `before` and `cart` into a state that may have moved on
 * since `before`. What does not differ stays as the state has it.
 *
 * @param before The cart that `cart` grew out of; null: unknown, then nothing counts as removed.
 */
export function changesSince(before: Cart | null, cart: PlainCart): Operation {
  return (state, actor) =>
    reconcileWith(rebase(cart, before ?? EMPTY, viewCart(state)))(state, actor);
}

function rebase(cart: PlainCart, before: Cart, latest: Cart): PlainCart {
  const { promotions = before.promotions, shipping = before.shipping } = cart;
  return {
    lines: rebaseLines(byKey(cart.lines), byKey(before.lines), byKey(latest.lines)),
    promotions: [
      ...latest.promotions.filter((c) => promotions.includes(c) || !before.promotions.includes(c)),
      ...promotions.filter((c) => !before.promotions.includes(c) && !latest.promotions.includes(c)),
    ],
    ...(!isSameChoice(shipping, before.shipping) && { shipping }),
  };
}

function rebaseLines(
  cart: ReadonlyMap<string, Line>,
  before: ReadonlyMap<string, Line>,
  latest: ReadonlyMap<string, Line>,
): Line[] {
  const rebased = new Map(latest);
  for (const key of new Set([...before.keys(), ...cart.keys()])) {
    const line = cart.get(key);
    if (line?.quantity === before.get(key)?.quantity) continue;
    if (line) rebased.set(key, line);
    else rebased.delete(key);
  }
  return [...rebased.values()];
}

/** A line that stands twice counts once, with its highest quantity. */
function byKey(lines: readonly Line[]): ReadonlyMap<string, Line> {
  const map = new Map<string, Line>();
  for (const line of lines) {
    const key = lineKey(line);
    if (line.quantity > (map.get(key)?.quantity ?? 0)) map.set(key, line);
  }
  return map;
}

function isSameChoice(a: Cart['shipping'], b: Cart['shipping']): boolean {
  return a?.method === b?.method && a?.country === b?.country && a?.postalCode === b?.postalCode;
}

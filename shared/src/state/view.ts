import { compareText, compareUtf8 } from '../core/bytes.ts';
import { isCheckoutActor } from './actor.ts';
import { type Article, articleOf, lineId } from './line.ts';
import type { Pair, Pairs } from './observed-remove.ts';
import type { Register, ShippingChoice, ShoppingState } from './shopping-state.ts';

/** A line as a shop knows it. */
export interface CartLine extends Article {
  /** The SKU, with a hash of the options where there are any. Unique in its cart. */
  readonly id: string;
  /** 1–9,999. */
  readonly quantity: number;
}

/** A state without its history: what pages, APIs and adopters work with. */
export interface Cart {
  /** Sorted by id, so that changing a quantity does not move a line. */
  readonly lines: readonly CartLine[];
  /** Sorted codes. */
  readonly promotions: readonly string[];
  /** Null until method and country are both chosen. */
  readonly shipping: ShippingChoice | null;
  readonly locale?: string;
  readonly currency?: string;
}

/** The quantity of a line: the highest of its writes, never their sum, so that a second arrival adds nothing. */
export function quantityOf(pairs: Pairs<number>): number {
  return pairs.reduce((highest, { value }) => Math.max(highest, value), 0);
}

/** The value of a register: of concurrent ones checkout's, then the bytewise greatest; undefined when there is none. */
export function readRegister(state: ShoppingState, name: Register): string | undefined {
  const pairs = state.registers.get(name) ?? [];
  return [...pairs].sort(comparePrecedence).at(-1)?.value;
}

function comparePrecedence(a: Pair<string>, b: Pair<string>): number {
  return (
    Number(isCheckoutActor(a.actor)) - Number(isCheckoutActor(b.actor)) ||
    compareUtf8(a.value, b.value)
  );
}

/** The cart that `state` amounts to. */
export function viewCart(state: ShoppingState): Cart {
  const lines = [...state.lines].map(([key, pairs]) => ({
    id: lineId(key),
    ...articleOf(key),
    quantity: quantityOf(pairs),
  }));
  const locale = readRegister(state, 'locale');
  const currency = readRegister(state, 'currency');
  return {
    lines: lines.sort((a, b) => compareText(a.id, b.id)),
    promotions: [...state.promotions.keys()].sort(compareText),
    shipping: viewShipping(state),
    ...(locale !== undefined && { locale }),
    ...(currency !== undefined && { currency }),
  };
}

function viewShipping(state: ShoppingState): ShippingChoice | null {
  const method = readRegister(state, 'shipping.method');
  const country = readRegister(state, 'shipping.country');
  const postalCode = readRegister(state, 'shipping.postalCode');
  if (method === undefined || country === undefined) return null;
  return { method, country, ...(postalCode !== undefined && { postalCode }) };
}

/** Key of the line with this id, or undefined. */
export function findLineKey(state: ShoppingState, id: string): string | undefined {
  if (state.lines.has(id)) return id;
  for (const key of state.lines.keys()) if (lineId(key) === id) return key;
  return undefined;
}

import {
  addPromotion,
  addToLine,
  type Operation,
  removeLines,
  removePromotion,
  setLineQuantity,
  writeRegister,
} from '../../shared/src/state/operations.ts';
import type { ShoppingState } from '../../shared/src/state/shopping-state.ts';
import { quantityOf, readRegister } from '../../shared/src/state/view.ts';
import type { Entries } from './causal-history.ts';

/** A change that a shopper may ask for, with the entry it is about. */
export interface Wish {
  readonly key: string;
  readonly removes: boolean;
  readonly operation: Operation;
}

const SHIPPING = 'shipping';

/** The entries of a state, as the oracle compares them. */
export function entriesOf(state: ShoppingState): Entries {
  const method = readRegister(state, 'shipping.method');
  return new Map<string, number | string>([
    ...[...state.lines].map(([sku, pairs]) => [`line ${sku}`, quantityOf(pairs)] as const),
    ...[...state.promotions.keys()].map((code) => [`code ${code}`, 1] as const),
    ...(method === undefined ? [] : [[SHIPPING, method] as const]),
  ]);
}

/** Every kind of change, by name. */
export const WISHES = {
  add: (sku: string, quantity: number): Wish => line(sku, addToLine({ sku }, quantity)),
  set: (sku: string, quantity: number): Wish => line(sku, setLineQuantity(sku, quantity)),
  remove: (sku: string): Wish => ({ ...line(sku, removeLines([sku])), removes: true }),
  addCode: (code: string): Wish => promotion(code, addPromotion(code)),
  removeCode: (code: string): Wish => ({
    ...promotion(code, removePromotion(code)),
    removes: true,
  }),
  ship: (method: string): Wish => shipping(method),
  unship: (): Wish => shipping(undefined),
};

function line(sku: string, operation: Operation): Wish {
  return { key: `line ${sku}`, removes: false, operation };
}

function promotion(code: string, operation: Operation): Wish {
  return { key: `code ${code}`, removes: false, operation };
}

function shipping(method: string | undefined): Wish {
  const operation = writeRegister('shipping.method', method);
  return { key: SHIPPING, removes: method === undefined, operation };
}

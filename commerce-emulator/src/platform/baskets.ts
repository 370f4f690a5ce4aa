import {
  addPieces,
  type BasketItem,
  isQuantity,
  type MergeMode,
  mergeItems,
  setPieces,
} from './basket-lines.ts';
import type { Products } from './products.ts';

/** What a shopper means to buy. */
export interface Basket {
  readonly basketId: string;
  /** Whose it is: the gcid of a guest or the rcid of somebody registered. */
  readonly customerId: string;
  readonly items: readonly BasketItem[];
  /** Epoch seconds. */
  readonly createdAt: number;
  /** Epoch seconds; the lifetime counts from here. */
  readonly modifiedAt: number;
}

/** Why a basket stays as it is. */
export type BasketRefusal = 'unknown-basket' | 'unknown-item' | 'unknown-product' | 'bad-quantity';

/** The baskets of every shopper. A token and a session of one shopper lead to the same customer id, so to the same basket. */
export interface Baskets {
  /** The open basket of a customer; null where there is none, or its lifetime has passed. */
  of(customerId: string): Basket | null;
  /** A basket by its id, for whoever owns it; null for everybody else, so that ids cannot be guessed. */
  read(basketId: string, customerId: string): Basket | null;
  /** The open basket of a customer, or a new one. */
  open(customerId: string): Basket;
  /** Adds pieces: to the line of that product where there is one. */
  add(customerId: string, productId: string, quantity: number): Basket | BasketRefusal;
  /** Sets the quantity of a line; 0 removes it. */
  update(customerId: string, itemId: string, quantity: number): Basket | BasketRefusal;
  /** Removes a line. */
  remove(customerId: string, itemId: string): Basket | BasketRefusal;
  /** Removes a basket. */
  delete(customerId: string): void;
  /**
   * Puts the basket of one customer into that of another, and closes it.
   *
   * @returns Null when there is nothing to be merged from, or both are the same customer.
   */
  merge(from: string, to: string, mode: MergeMode): Basket | null;
  /** Removes every basket. */
  reset(): void;
}

/** What baskets need from outside. */
export interface BasketsOptions {
  readonly products: Products;
  /** Epoch seconds. */
  readonly now: () => number;
  /** A fresh id, hexadecimal. */
  readonly newId: () => string;
  /** Seconds after the last change, as the Business Manager has it: independent of sessions and tokens. */
  readonly lifetimeSeconds: () => number;
}

/** Baskets in memory: one open basket a customer. */
export function createBaskets({ products, now, newId, lifetimeSeconds }: BasketsOptions): Baskets {
  const byCustomer = new Map<string, Basket>();

  const of = (customerId: string): Basket | null => {
    const basket = byCustomer.get(customerId);
    if (basket === undefined) return null;
    if (now() < basket.modifiedAt + lifetimeSeconds()) return basket;
    byCustomer.delete(customerId);
    return null;
  };

  const open = (customerId: string): Basket => {
    const known = of(customerId);
    if (known !== null) return known;
    const at = now();
    return keep({ basketId: newId(), customerId, items: [], createdAt: at, modifiedAt: at });
  };

  const keep = (basket: Basket): Basket => {
    byCustomer.set(basket.customerId, basket);
    return basket;
  };

  const withItems = (basket: Basket, items: readonly BasketItem[]): Basket =>
    keep({ ...basket, items, modifiedAt: now() });

  return {
    of,
    read: (basketId, customerId) => {
      const basket = of(customerId);
      return basket?.basketId === basketId ? basket : null;
    },
    open,
    add: (customerId, productId, quantity) => {
      if (products.find(productId) === null) return 'unknown-product';
      if (!isQuantity(quantity, 1)) return 'bad-quantity';
      const basket = open(customerId);
      return withItems(basket, addPieces(basket.items, productId, quantity, newId));
    },
    update: (customerId, itemId, quantity) => {
      const basket = of(customerId);
      if (basket === null) return 'unknown-basket';
      if (!basket.items.some((item) => item.itemId === itemId)) return 'unknown-item';
      if (!isQuantity(quantity, 0)) return 'bad-quantity';
      return withItems(basket, setPieces(basket.items, itemId, quantity));
    },
    remove: (customerId, itemId) => {
      const basket = of(customerId);
      if (basket === null) return 'unknown-basket';
      if (!basket.items.some((item) => item.itemId === itemId)) return 'unknown-item';
      return withItems(basket, setPieces(basket.items, itemId, 0));
    },
    delete: (customerId) => void byCustomer.delete(customerId),
    merge: (from, to, mode) => {
      const source = of(from);
      if (source === null || from === to) return null;
      const destination = open(to);
      byCustomer.delete(from);
      return withItems(destination, mergeItems(destination.items, source.items, mode));
    },
    reset: () => byCustomer.clear(),
  };
}

import type { Order } from './order.ts';

/** A cart on its way to become an order. */
export interface OrderingCart {
  /** {@link fingerprintOrder} of the cart and the choices: 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** What is stored if the key is new. Its id and time are dropped if it is not. */
  readonly order: Order;
  /**
   * Takes the ordered lines out of the cart by compare-and-set, on the same database handle: it runs
   * inside the order's transaction, and so must be synchronous.
   *
   * @returns Whether the cart was still the one that `order` was made of.
   */
  readonly commitCart: () => boolean;
}

/** A request to place an order. */
export interface PlaceRequest {
  readonly userId: string;
  /** Of `parseIdempotencyKey`. Belongs to this user: another user's same key is another key. */
  readonly idempotencyKey: string;
  /** null when the cart is empty, as it is for a retry after success. */
  readonly cart: OrderingCart | null;
}

/** What became of a request to place an order. */
export type PlaceOutcome =
  /** A new order; 201. */
  | { readonly kind: 'placed'; readonly order: Order }
  /** The order that this key placed earlier; 200. Nothing was changed. */
  | { readonly kind: 'repeated'; readonly order: Order }
  /** The key placed another cart; 422. Nothing was changed. */
  | { readonly kind: 'key_reused' }
  /** The cart has changed since it was priced: read it again and place again. Nothing was changed. */
  | { readonly kind: 'cart_changed' }
  /** There is nothing to order, and this key ordered nothing. */
  | { readonly kind: 'cart_empty' };

import { RequestError } from 'domain-bridge/errors';
import type { AccountReplica } from 'domain-bridge/state';
import type { Order } from './order.ts';
import type { OrderingCart } from './order-placement.ts';
import type { OrderStore } from './order-store.ts';
import {
  type CartOwner,
  fingerprintShown,
  type OrderingDeps,
  orderingCart,
  refuse,
} from './ordering-cart.ts';

/** What placing an order takes. */
export interface OrderDesk extends OrderingDeps {
  readonly orders: OrderStore;
  readonly accounts: AccountReplica;
  /** Is called when an order is on the disk. */
  readonly onPlaced?: () => void;
}

/** Who orders, and under which key. */
export interface OrderRequest extends CartOwner {
  readonly idempotencyKey: string;
  /** Of `fingerprintShown`: cart and price that were shown, if any were; nothing else is ordered. */
  readonly shown?: string | null;
}

/** A placed order, and whether this request placed it or an earlier one. */
export interface PlacedOrder {
  readonly order: Order;
  readonly repeated: boolean;
}

/** Rounds after which we give up on a cart that keeps changing under us. */
const MAX_ATTEMPTS = 20;

/**
 * Places an order of the account's cart, at most once per key: prices it now, takes its lines out of the
 * cart and remembers them as ordered, all in the transaction that stores the order.
 *
 * @throws {RequestError} `cart_changed` (409) when it is not the cart, or not the price, that was shown; `cart_empty`,
 * `unknown_sku`, `unknown_shipping`, `idempotency_key_reused` (422); `busy` (503).
 */
export async function placeOrder(desk: OrderDesk, request: OrderRequest): Promise<PlacedOrder> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const latest = await desk.accounts.latest(request.userId);
    const cart = latest.record.state.lines.size > 0 ? orderingCart(desk, request, latest) : null;
    const { userId, idempotencyKey } = request;
    if (cart) await checkShown(desk, request, cart);
    const outcome = await desk.orders.place({ userId, idempotencyKey, cart });
    switch (outcome.kind) {
      case 'placed':
        desk.onPlaced?.();
        return { order: outcome.order, repeated: false };
      case 'repeated':
        return { order: outcome.order, repeated: true };
      case 'key_reused':
        throw refuse('idempotency_key_reused', 'This key belongs to another order already.');
      case 'cart_empty':
        throw refuse('cart_empty', 'There is nothing in your cart to order.');
      case 'cart_changed':
        continue;
    }
  }
  throw new RequestError(503, 'busy', 'Your cart keeps changing. Please try again.', 1);
}

/** A repeated key is answered whatever the cart is now: that is for the order store to say. */
async function checkShown(
  { orders }: OrderDesk,
  { userId, idempotencyKey, shown }: OrderRequest,
  { fingerprint, order }: OrderingCart,
): Promise<void> {
  if (!shown || shown === fingerprintShown(fingerprint, order.total)) return;
  if (await orders.findByKey(userId, idempotencyKey)) return;
  throw new RequestError(409, 'cart_changed', 'The cart has changed since the page was made.');
}

import type { Database } from 'better-sqlite3';
import { runDurably } from 'domain-bridge/sqlite';
import type { Order, OrderId } from './order.ts';
import type { OrderingCart, PlaceOutcome, PlaceRequest } from './order-placement.ts';

/** Which orders to list. */
export interface OrderPage {
  /** At most this many. Default 50. */
  readonly limit?: number;
  /** Only orders placed before this one of the same user; for the next page. */
  readonly before?: OrderId;
}

/** The placed orders. Asynchronous as every store contract, though SQLite answers at once. */
export interface OrderStore {
  /**
   * Places an order at most once per user and key, whatever is repeated, in parallel or after a crash.
   *
   * One transaction looks up the key, empties the cart and stores order and key. A known key answers
   * with its order when the cart is the same (the requests ran side by side) or empty (the first one
   * emptied it); a known key with another cart is refused.
   *
   * @throws {TypeError} when the order is made out to another user than the request.
   */
  place(request: PlaceRequest): Promise<PlaceOutcome>;
  /** The order of this id if it is this user's, otherwise null: whose it is instead is not told. */
  find(userId: string, orderId: string): Promise<Order | null>;
  /**
   * The order that this key placed, or null. Asked before the cart is priced, it spares a retry the
   * pricing; `place` asks again in its transaction.
   */
  findByKey(userId: string, idempotencyKey: string): Promise<Order | null>;
  /** The user's orders, newest first. */
  list(userId: string, page?: OrderPage): Promise<Order[]>;
}

interface OrderRow {
  readonly id: OrderId;
  readonly user_id: string;
  readonly fingerprint: string;
  readonly placed_at: number;
  readonly content: string;
}

const DEFAULT_LIMIT = 50;

/** Rolls the transaction back; a cart that refuses may have written something before it noticed. */
class CartChanged extends Error {}

/**
 * Keeps the orders in SQLite.
 *
 * @param db Migrated by `orderMigrations`; the cart's own database, as cart and order change together.
 */
export function createOrderStore(db: Database): OrderStore {
  const selectByKey = db.prepare<[string, string], OrderRow>(
    'SELECT * FROM orders WHERE user_id = ? AND idempotency_key = ?',
  );
  const selectById = db.prepare<[string, string], OrderRow>(
    'SELECT * FROM orders WHERE user_id = ? AND id = ?',
  );
  const selectPage = db.prepare<[PageParameters], OrderRow>(`
    SELECT * FROM orders
     WHERE user_id = :userId
       AND (:before IS NULL
            OR position < (SELECT position FROM orders WHERE user_id = :userId AND id = :before))
     ORDER BY position DESC LIMIT :limit`);
  const insert = db.prepare(`
    INSERT INTO orders (id, user_id, idempotency_key, fingerprint, placed_at, content)
    VALUES (?, ?, ?, ?, ?, ?)`);

  function placeNow({ userId, idempotencyKey, cart }: PlaceRequest): PlaceOutcome {
    const known = selectByKey.get(userId, idempotencyKey);
    if (known) return answerAgain(known, cart);
    if (!cart) return { kind: 'cart_empty' };
    // Compared with true: a promise, from a caller that forgot to be synchronous, must not pass for a yes.
    if (cart.commitCart() !== true) throw new CartChanged();
    const { id, userId: _, placedAt, ...content } = cart.order;
    const text = JSON.stringify(content);
    insert.run(id, userId, idempotencyKey, cart.fingerprint, placedAt, text);
    return { kind: 'placed', order: cart.order };
  }

  return {
    async place(request) {
      checkOwner(request);
      try {
        return runDurably(db, () => placeNow(request));
      } catch (error) {
        if (error instanceof CartChanged) return { kind: 'cart_changed' };
        throw error;
      }
    },
    find: async (userId, orderId) => toOrder(selectById.get(userId, orderId)),
    findByKey: async (userId, key) => toOrder(selectByKey.get(userId, key)),
    list: async (userId, { limit = DEFAULT_LIMIT, before = null } = {}) =>
      selectPage.all({ userId, limit, before }).map(readOrder),
  };
}

interface PageParameters {
  readonly userId: string;
  readonly limit: number;
  readonly before: string | null;
}

function answerAgain(known: OrderRow, cart: OrderingCart | null): PlaceOutcome {
  if (cart && cart.fingerprint !== known.fingerprint) return { kind: 'key_reused' };
  return { kind: 'repeated', order: readOrder(known) };
}

function checkOwner({ userId, cart }: PlaceRequest): void {
  if (!cart || cart.order.userId === userId) return;
  throw new TypeError('"order.userId" expected the user of the request');
}

function toOrder(row: OrderRow | undefined): Order | null {
  return row ? readOrder(row) : null;
}

function readOrder({ id, user_id: userId, placed_at: placedAt, content }: OrderRow): Order {
  return { id, userId, placedAt, ...JSON.parse(content) };
}

import type { Database } from 'domain-bridge/sqlite';
import type { SettlementDelivery } from 'domain-bridge/state';

/** What the shop is still to be told of an order. Its id is the order's. */
export interface PendingSettlement extends SettlementDelivery {
  /** Epoch seconds. */
  readonly placedAt: number;
  /** Failed attempts so far. */
  readonly attempts: number;
}

/**
 * What the shop is still to be told of orders, on disk: at least once, whenever the process ends. Times are
 * epoch seconds.
 */
export interface SettlementOutbox {
  /** Adds one, at once and within the transaction that stores the order. */
  addSync(settlement: SettlementDelivery, placedAt: number): void;
  /** Takes the one that is due for longest, so that nobody else does before `until`; null when none is. */
  claim(now: number, until: number): Promise<PendingSettlement | null>;
  /** When the next one is due; null when there is none. */
  nextDue(): Promise<number | null>;
  /** An attempt failed, `error` in one word, and is to be repeated at `nextTryAt`. */
  failed(id: string, error: string, nextTryAt: number): Promise<void>;
  /** The shop has been told, or never will be. */
  remove(id: string): Promise<void>;
}

interface Row {
  readonly order_id: string;
  readonly handle: string;
  readonly state: Uint8Array;
  readonly placed_at: number;
  readonly attempts: number;
}

/** Keeps the outbox in SQLite, in the database of the orders. */
export function createSettlementOutbox(db: Database): SettlementOutbox {
  const add = db.prepare(
    `INSERT INTO settlement_outbox (order_id, handle, state, placed_at, attempts, next_try_at)
     VALUES (:id, :handle, :state, :placedAt, 0, :placedAt)`,
  );
  const claim = db.prepare<[{ now: number; until: number }], Row>(
    `UPDATE settlement_outbox SET next_try_at = :until
      WHERE order_id = (SELECT order_id FROM settlement_outbox WHERE next_try_at <= :now
                        ORDER BY next_try_at LIMIT 1)
     RETURNING order_id, handle, state, placed_at, attempts`,
  );
  const nextDue = db
    .prepare<[], number | null>('SELECT min(next_try_at) FROM settlement_outbox')
    .pluck();
  const fail = db.prepare(
    `UPDATE settlement_outbox SET attempts = attempts + 1, next_try_at = :nextTryAt,
            last_error = :error WHERE order_id = :id`,
  );
  const remove = db.prepare('DELETE FROM settlement_outbox WHERE order_id = ?');
  return {
    addSync(settlement, placedAt) {
      add.run({ ...settlement, placedAt });
    },
    async claim(now, until) {
      const row = claim.get({ now, until });
      if (!row) return null;
      const { order_id: id, placed_at: placedAt, handle, state, attempts } = row;
      return { id, handle, state, placedAt, attempts };
    },
    nextDue: async () => nextDue.get() ?? null,
    async failed(id, error, nextTryAt) {
      fail.run({ id, error, nextTryAt });
    },
    async remove(id) {
      remove.run(id);
    },
  };
}

/**
 * The tables of orders, as SQL scripts for `migrate` of `domain-bridge/sqlite`: applied in order, and
 * never edited once released.
 *
 * - Order and idempotency key are one row: neither can exist without the other, and the unique index
 *   stands between two processes that place the same key.
 * - `position` counts in the order of placing; times of one second are equal, positions are not.
 * - `user_id` refers to nothing: an order outlives the account, as the books require.
 * - `settlement_outbox` holds what the shop is still to be told of orders. A row goes when it has been told.
 */
export const orderMigrations: readonly string[] = [
  `CREATE TABLE orders (
     position        INTEGER PRIMARY KEY AUTOINCREMENT,
     id              TEXT NOT NULL UNIQUE,
     user_id         TEXT NOT NULL,
     idempotency_key TEXT NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
     fingerprint     TEXT NOT NULL CHECK (length(fingerprint) = 64),
     placed_at       INTEGER NOT NULL,
     content         TEXT NOT NULL CHECK (json_valid(content)),
     UNIQUE (user_id, idempotency_key)
   ) STRICT;
   CREATE INDEX orders_by_user ON orders (user_id, position);`,
  `CREATE TABLE settlement_outbox (
     order_id    TEXT PRIMARY KEY NOT NULL,
     handle      TEXT NOT NULL,
     state       BLOB NOT NULL,
     placed_at   INTEGER NOT NULL,
     attempts    INTEGER NOT NULL,
     next_try_at INTEGER NOT NULL,
     last_error  TEXT
   ) WITHOUT ROWID, STRICT;
   CREATE INDEX settlement_outbox_due ON settlement_outbox (next_try_at);`,
];

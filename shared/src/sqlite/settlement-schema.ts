/**
 * The tables of "an order was placed" on the shop (docs/protocol.md §10.4): which states a return handle stands
 * for, and what waits for them. Times are epoch seconds.
 */
export const SETTLEMENT_SCRIPT = `
  CREATE TABLE return_handles (
    state_key TEXT NOT NULL,
    handle TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (state_key, handle)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX return_handles_handle ON return_handles (handle);
  CREATE INDEX return_handles_expiry ON return_handles (expires_at);

  CREATE TABLE settlements (
    state_key TEXT NOT NULL,
    id TEXT NOT NULL,
    state BLOB NOT NULL,
    delivered_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (state_key, id)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX settlements_expiry ON settlements (expires_at);
`;

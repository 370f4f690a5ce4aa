/**
 * The tables of the session bridge: what is being redeemed, by whom, and what it was exchanged for; and the
 * token pairs that stay on the server. Both hold sealed bytes only. Times are epoch seconds.
 */
export const SLAS_SCRIPT = `
  CREATE TABLE slas_flights (
    key TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    result BLOB,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX slas_flights_expiry ON slas_flights (expires_at);

  CREATE TABLE slas_shoppers (
    key TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX slas_shoppers_expiry ON slas_shoppers (expires_at);
`;

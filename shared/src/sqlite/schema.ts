import { AUDIT_GUARDS_SCRIPT } from './audit-guards.ts';
import { type Database, migrate } from './database.ts';
import { INVALIDATION_SCRIPT } from './invalidation-schema.ts';
import { PARKED_SCRIPT } from './parked-schema.ts';
import { SETTLEMENT_SCRIPT } from './settlement-schema.ts';
import { SLAS_SCRIPT } from './slas-schema.ts';

/**
 * Tables of the bridge. Times are epoch seconds, epochs milliseconds; docs/protocol.md §6 explains them.
 * STRICT, because text in a time column would compare as later than any number: a session without an end.
 */
export const BRIDGE_SCRIPTS: readonly string[] = [
  `
  CREATE TABLE states (
    key TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    record BLOB,
    written_at INTEGER NOT NULL,
    drop_at INTEGER,
    expires_at INTEGER
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX states_expiry ON states (expires_at) WHERE expires_at IS NOT NULL;
  CREATE INDEX states_drop ON states (drop_at) WHERE drop_at IS NOT NULL;

  CREATE TABLE sessions (
    id_hash TEXT PRIMARY KEY,
    entity TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('shopper', 'customer', 'wholesale', 'admin')),
    sid TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    data TEXT,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    version INTEGER NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX sessions_entity ON sessions (entity);
  CREATE INDEX sessions_sid ON sessions (sid);
  CREATE INDEX sessions_expiry ON sessions (expires_at);

  CREATE TABLE subject_state (
    subject TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    seq INTEGER,
    reason TEXT,
    changed_at INTEGER
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE global_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    floor_epoch INTEGER NOT NULL,
    incarnation TEXT NOT NULL,
    next_seq INTEGER NOT NULL
  ) STRICT;
  INSERT INTO global_state (id, floor_epoch, incarnation, next_seq)
    VALUES (1, 0, lower(hex(randomblob(16))), 1);

  CREATE TABLE claims (
    jti TEXT PRIMARY KEY,
    until INTEGER NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX claims_until ON claims (until);

  CREATE TABLE ordered_dots (
    actor TEXT NOT NULL,
    counter INTEGER NOT NULL,
    PRIMARY KEY (actor, counter)
  ) WITHOUT ROWID, STRICT;
  `,
  INVALIDATION_SCRIPT,
  SETTLEMENT_SCRIPT,
  AUDIT_GUARDS_SCRIPT,
  // The highest epoch, in milliseconds, that a receiver had told of when the incarnation began.
  'ALTER TABLE incarnations ADD COLUMN told_epoch INTEGER NOT NULL DEFAULT 0',
  SLAS_SCRIPT,
  PARKED_SCRIPT,
];

/** Makes or updates the tables of the bridge. */
export function migrateBridge(db: Database): void {
  migrate(db, 'domain-bridge', BRIDGE_SCRIPTS);
}

import { AUDIT_TRIGGERS } from './audit-triggers.ts';

/**
 * The tables of explicit session invalidation (docs/invalidation.md). `audit` is the trail and the log of
 * the feed at once: whatever ends sessions inserts a row there, and its triggers do the rest in the same
 * statement, so that a change and its epoch, feed row and audit row cannot come apart. `change_context` has
 * a row only inside a transaction of ours; where it is empty, a tool that writes SQL is at work.
 *
 * A change is on the disk before it is answered, so each index that it moves costs a page: `audit` has one,
 * `left_carts` goes by the position of what made it, and `feed_end` says how far the log is chained.
 *
 * Times in `audit` and `ended_at` are epoch milliseconds, the others seconds. `reason` and `floor_reason` are
 * of a receiver, which has no trail; `changed_at` has no use.
 */
export const INVALIDATION_SCRIPT: string = `
  ALTER TABLE sessions ADD COLUMN device TEXT;
  ALTER TABLE global_state DROP COLUMN next_seq;
  ALTER TABLE global_state ADD COLUMN floor_seq INTEGER;
  ALTER TABLE global_state ADD COLUMN floor_reason TEXT;
  CREATE INDEX subject_state_seq ON subject_state (seq) WHERE seq IS NOT NULL;
  CREATE INDEX subject_state_epoch ON subject_state (epoch);

  CREATE TABLE incarnations (
    incarnation TEXT PRIMARY KEY,
    started_at INTEGER NOT NULL
  ) WITHOUT ROWID, STRICT;
  INSERT INTO incarnations (incarnation, started_at) SELECT incarnation, 0 FROM global_state;

  CREATE TABLE ended_sids (
    sid TEXT PRIMARY KEY,
    seq INTEGER,
    reason TEXT,
    signed_out INTEGER NOT NULL CHECK (signed_out IN (0, 1)),
    ended_at INTEGER NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX ended_sids_seq ON ended_sids (seq) WHERE seq IS NOT NULL;
  CREATE INDEX ended_sids_ended ON ended_sids (ended_at);

  CREATE TABLE left_carts (
    seq INTEGER PRIMARY KEY,
    record BLOB NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE change_context (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    now INTEGER NOT NULL,
    actor TEXT NOT NULL,
    initiating_entity TEXT NOT NULL,
    reason TEXT,
    note TEXT,
    txn TEXT NOT NULL,
    quiet INTEGER NOT NULL CHECK (quiet IN (0, 1))
  ) STRICT;

  CREATE TABLE displaced_subjects (
    subject TEXT PRIMARY KEY
  ) WITHOUT ROWID, STRICT;

  CREATE TABLE change_keys (
    credential TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    epoch INTEGER,
    seq INTEGER,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (credential, key)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX change_keys_expiry ON change_keys (expires_at);

  CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('subject', 'session', 'everyone', 'refused')),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    initiating_entity TEXT NOT NULL
      CHECK (initiating_entity IN ('admin', 'user', 'policy', 'system')),
    reason TEXT NOT NULL,
    note TEXT,
    txn TEXT NOT NULL,
    subject TEXT,
    sid TEXT,
    old_epoch INTEGER,
    new_epoch INTEGER,
    chain TEXT,
    CHECK (kind <> 'subject' OR subject IS NOT NULL),
    CHECK (kind <> 'session' OR sid IS NOT NULL)
  ) STRICT;
  CREATE INDEX audit_subject ON audit (subject, id) WHERE subject IS NOT NULL;
  CREATE INDEX audit_everyone ON audit (new_epoch) WHERE kind = 'everyone';

  CREATE TABLE feed_end (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    chain TEXT NOT NULL,
    read_to INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE deliveries (
    stream TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('enabled', 'paused', 'disabled')),
    pushed_seq INTEGER NOT NULL,
    acked_seq INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    last_error TEXT,
    worker TEXT,
    claimed_until INTEGER
  ) WITHOUT ROWID, STRICT;

  CREATE TABLE acknowledgements (
    seq INTEGER NOT NULL,
    stream TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (seq, stream)
  ) WITHOUT ROWID, STRICT;

  CREATE TABLE peer_cursor (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    incarnation TEXT NOT NULL,
    seq INTEGER NOT NULL,
    chain TEXT NOT NULL
  ) STRICT;
  ${AUDIT_TRIGGERS}`;

import { userTriggers } from 'domain-bridge/sqlite';

/**
 * The tables of accounts, as SQL scripts for `migrate` of `domain-bridge/sqlite`: applied in order, and
 * never edited once released. `subject_state` and `global_state` are that door's own.
 *
 * - A user refers to its `subject_state` row: without an epoch nobody could tell which of the user's
 *   sessions are alive, so that row outlives the user and cannot be lost by itself.
 * - `attempts` has the columns that `rate-limiter-flexible` prescribes; it alone counts `expire` in epoch
 *   milliseconds. Its keys are keyed hashes: no e-mail address and no network address stands in it.
 * - The triggers end the sessions of a user in the statement that changes the user, whoever runs it.
 * - `password_resets` has the hash of each token and the epoch that it dies with.
 * - `mail_outbox` has what is to be mailed, as JSON without any secret: a token is minted when its mail is
 *   sent. `mail_cursor` is how far the audit trail has been read for notices.
 */
export const accountMigrations: readonly string[] = [
  `CREATE TABLE users (
     id            TEXT PRIMARY KEY NOT NULL REFERENCES subject_state (subject),
     email         TEXT NOT NULL UNIQUE,
     password_hash TEXT NOT NULL,
     role          TEXT NOT NULL CHECK (role IN ('customer', 'wholesale', 'admin')),
     disabled      INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
     created_at    INTEGER NOT NULL
   ) STRICT;

   CREATE TABLE attempts (
     key    TEXT PRIMARY KEY NOT NULL,
     points INTEGER NOT NULL DEFAULT 0,
     expire INTEGER
   ) STRICT;
   CREATE INDEX attempts_by_expiry ON attempts (expire);`,

  `${userTriggers({
    table: 'users',
    id: 'id',
    passwordHash: 'password_hash',
    role: 'role',
    disabled: 'disabled',
    unique: ['email'],
  })}

   CREATE TABLE password_resets (
     token_hash TEXT PRIMARY KEY NOT NULL,
     user_id    TEXT NOT NULL,
     epoch      INTEGER NOT NULL,
     expires_at INTEGER NOT NULL
   ) WITHOUT ROWID, STRICT;
   CREATE INDEX password_resets_by_user ON password_resets (user_id);
   CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);

   CREATE TABLE mail_outbox (
     id          INTEGER PRIMARY KEY AUTOINCREMENT,
     task        TEXT NOT NULL CHECK (json_valid(task)),
     queued_at   INTEGER NOT NULL,
     attempts    INTEGER NOT NULL,
     next_try_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX mail_outbox_by_time ON mail_outbox (next_try_at);

   CREATE TABLE mail_cursor (
     id  INTEGER PRIMARY KEY CHECK (id = 1),
     seq INTEGER NOT NULL
   ) STRICT;
   INSERT INTO mail_cursor (id, seq) VALUES (1, 0);`,
];

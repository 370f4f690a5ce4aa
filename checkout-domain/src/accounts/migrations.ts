/**
 * The tables of accounts, as SQL scripts for `migrate` of `domain-bridge/sqlite`: applied in order, and
 * never edited once released. `subject_state` and `global_state` are that door's own.
 *
 * - A user refers to its `subject_state` row: without an epoch nobody could tell which of the user's
 *   sessions are alive, so that row outlives the user and cannot be lost by itself.
 * - `attempts` has the columns that `rate-limiter-flexible` prescribes; it alone counts `expire` in epoch
 *   milliseconds. Its keys are keyed hashes: no e-mail address and no network address stands in it.
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
];

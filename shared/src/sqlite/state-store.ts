import type { StateRow, StateStore } from '../state/state-store.ts';
import type { Database } from './database.ts';
import { createGroupCommit } from './group-commit.ts';

interface Row {
  readonly version: number;
  readonly record: Uint8Array | null;
  readonly written_at: number;
  readonly expires_at: number | null;
}

/** A state store whose compare-and-set can also run inside a transaction of yours. */
export interface SqliteStateStore extends StateStore {
  /** `compareAndSet`, at once and within the transaction that is open. */
  compareAndSetSync(key: string, expected: number | null, row: StateRow, now: number): boolean;
}

/** A state store on SQLite. */
export function createSqliteStateStore(db: Database): SqliteStateStore {
  const read = db.prepare<[string, number], Row>(
    `SELECT version, record, written_at, expires_at FROM states
     WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)`,
  );
  const insert = db.prepare(
    `INSERT INTO states (key, version, record, written_at, expires_at)
     VALUES (:key, :version, :record, :writtenAt, :expiresAt)
     ON CONFLICT (key) DO UPDATE SET version = excluded.version, record = excluded.record,
       written_at = excluded.written_at, expires_at = excluded.expires_at, drop_at = NULL
     WHERE states.expires_at <= :now`,
  );
  const update = db.prepare(
    `UPDATE states SET version = :version, record = :record, written_at = :writtenAt,
       expires_at = :expiresAt, drop_at = NULL
     WHERE key = :key AND version = :expected AND (expires_at IS NULL OR expires_at > :now)`,
  );
  const settle = db.prepare(
    'UPDATE states SET drop_at = :dropAt WHERE key = :key AND version = :version AND record IS NOT NULL',
  );
  const dropExpired = db.prepare('DELETE FROM states WHERE expires_at <= ?');
  const dropSettled = db.prepare(
    'UPDATE states SET record = NULL, drop_at = NULL WHERE drop_at <= ?',
  );

  const compareAndSetSync: SqliteStateStore['compareAndSetSync'] = (key, expected, row, now) => {
    const values = { key, now, ...row };
    const { changes } =
      expected === null ? insert.run(values) : update.run({ ...values, expected });
    return changes === 1;
  };
  const commit = createGroupCommit(db);
  return {
    compareAndSetSync,
    compareAndSet: (key, expected, row, now) =>
      commit(() => compareAndSetSync(key, expected, row, now)),
    async read(key, now) {
      const row = read.get(key, now);
      if (!row) return null;
      const { version, record, written_at: writtenAt, expires_at: expiresAt } = row;
      return { version, record, writtenAt, expiresAt };
    },
    async settle(key, version, dropAt) {
      settle.run({ key, version, dropAt });
    },
    async sweep(now) {
      return dropExpired.run(now).changes + dropSettled.run(now).changes;
    },
  };
}

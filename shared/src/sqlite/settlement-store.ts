import type { KeptFrom, SettlementDelivery, SettlementStore } from '../state/settlement-store.ts';
import type { Database } from './database.ts';
import { runDurably } from './durable-transaction.ts';
import { createGroupCommit } from './group-commit.ts';

interface Row {
  readonly id: string;
  readonly state: Uint8Array;
  readonly delivered_at: number;
}

/** A settlement store on SQLite. */
export function createSqliteSettlementStore(db: Database): SettlementStore {
  const findHandle = db
    .prepare<[string, number], string>(
      `SELECT handle FROM return_handles WHERE state_key = ? AND expires_at > ?
       ORDER BY expires_at DESC, handle LIMIT 1`,
    )
    .pluck();
  const bind = db.prepare(
    `INSERT INTO return_handles (state_key, handle, expires_at) VALUES (?, ?, ?)
     ON CONFLICT (state_key, handle) DO UPDATE SET expires_at = max(expires_at, excluded.expires_at)`,
  );
  const copyHandle = db.prepare(
    `INSERT INTO return_handles (state_key, handle, expires_at)
     SELECT ?, handle, expires_at FROM return_handles WHERE state_key = ?
     ON CONFLICT (state_key, handle) DO UPDATE SET expires_at = max(expires_at, excluded.expires_at)`,
  );
  const copySettlements = db.prepare(
    `INSERT INTO settlements (state_key, id, state, delivered_at, expires_at)
     SELECT ?, id, state, delivered_at, expires_at FROM settlements WHERE state_key = ?
     ON CONFLICT DO NOTHING`,
  );
  const keysOf = db
    .prepare<[string, number], string>(
      'SELECT state_key FROM return_handles WHERE handle = ? AND expires_at > ?',
    )
    .pluck();
  const keep = db.prepare(
    `INSERT INTO settlements (state_key, id, state, delivered_at, expires_at)
     VALUES (:key, :id, :state, :now, :until) ON CONFLICT DO NOTHING`,
  );
  const waiting = db.prepare<[string, number], Row>(
    `SELECT id, state, delivered_at FROM settlements WHERE state_key = ? AND expires_at > ?`,
  );
  const drop = db.prepare('DELETE FROM settlements WHERE state_key = ? AND id = ?');
  const dropHandles = db.prepare('DELETE FROM return_handles WHERE expires_at <= ?');
  const dropSettlements = db.prepare('DELETE FROM settlements WHERE expires_at <= ?');

  const handleOf = db.transaction(
    (key: string, fresh: string, { now, until }: KeptFrom): string => {
      const handle = findHandle.get(key, now) ?? fresh;
      bind.run(key, handle, until);
      return handle;
    },
  );
  const follow = db.transaction((key: string, next: string) => {
    copyHandle.run(next, key);
    copySettlements.run(next, key);
  });
  const dropAll = db.transaction((key: string, ids: readonly string[]) => {
    for (const id of ids) drop.run(key, id);
  });
  function deliver({ handle, id, state }: SettlementDelivery, kept: KeptFrom): boolean {
    const keys = keysOf.all(handle, kept.now);
    for (const key of keys) keep.run({ key, id, state, ...kept });
    return keys.length > 0;
  }

  const commit = createGroupCommit(db);
  return {
    handleOf: async (key, fresh, kept) => handleOf.immediate(key, fresh, kept),
    bind: (key, handle, { until }) => commit(() => void bind.run(key, handle, until)),
    async follow(key, next) {
      follow.immediate(key, next);
    },
    deliver: async (delivery, kept) => runDurably(db, () => deliver(delivery, kept)),
    async waiting(key, now) {
      const rows = waiting.all(key, now);
      return rows.map(({ id, state, delivered_at: deliveredAt }) => ({ id, state, deliveredAt }));
    },
    async forget(key, ids) {
      dropAll.immediate(key, ids);
    },
    async sweep(now) {
      return dropHandles.run(now).changes + dropSettlements.run(now).changes;
    },
  };
}

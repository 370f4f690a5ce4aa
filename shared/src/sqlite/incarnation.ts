import type { Database } from './database.ts';

/** When the history of this database began anew, in epoch milliseconds; 0 where it never did. */
export function createSqliteIncarnation(db: Database): { startedAt(): Promise<number> } {
  const find = db
    .prepare<[], number>(
      'SELECT i.started_at FROM global_state g JOIN incarnations i ON i.incarnation = g.incarnation',
    )
    .pluck();
  return { startedAt: async () => find.get() ?? 0 };
}

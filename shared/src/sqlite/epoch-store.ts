import type { EpochStore, SidEnd } from '../session/session-store.ts';
import type { Database } from './database.ts';

/** Epochs on SQLite. */
export function createSqliteEpochStore(db: Database): EpochStore {
  const effective = db.prepare<[string], { epoch: number }>(
    `SELECT max(coalesce(e.epoch, 0), g.floor_epoch) AS epoch
     FROM global_state g LEFT JOIN subject_state e ON e.subject = ? WHERE g.id = 1`,
  );
  // The reason of the lower epoch is none of the new one's.
  const raise = db.prepare(
    `INSERT INTO subject_state (subject, epoch) VALUES (?, ?)
     ON CONFLICT (subject) DO UPDATE SET epoch = excluded.epoch, reason = NULL
     WHERE excluded.epoch > epoch`,
  );
  const end = db
    .prepare<[string], SidEnd>(
      "SELECT CASE signed_out WHEN 1 THEN 'signed-out' ELSE 'ended' END FROM ended_sids WHERE sid = ?",
    )
    .pluck();
  return {
    endOf: async (sid) => end.get(sid) ?? null,
    async effective(subject) {
      return effective.get(subject)?.epoch ?? 0;
    },
    async raise(subject, epoch) {
      raise.run(subject, epoch);
    },
  };
}

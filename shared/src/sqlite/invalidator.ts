import type { Change, Invalidator } from '../invalidation/change.ts';
import { type ChangeRunnerOptions, createChangeRunner } from './change-runner.ts';
import type { Database } from './database.ts';

/** An invalidator on SQLite: a change is one row of `audit`, whose triggers do the rest. */
export function createSqliteInvalidator(db: Database, options: ChangeRunnerOptions): Invalidator {
  const runner = createChangeRunner(db, options);
  const insert = db.prepare(
    `INSERT INTO audit (kind, at, actor, initiating_entity, reason, note, txn, subject, sid)
     SELECT :kind, now, actor, initiating_entity, reason, note, txn, :subject, :sid FROM change_context`,
  );
  const isTheirs = db.prepare('SELECT 1 FROM sessions WHERE sid = ? AND entity = ?').pluck();
  const hasEnded = db.prepare('SELECT 1 FROM ended_sids WHERE sid = ?').pluck();
  const record = (kind: string, subject: string | null, sid: string | null): boolean =>
    insert.run({ kind, subject, sid }).changes > 0;

  return {
    async revoke(subject: string, change: Change) {
      return runner.run(change, () => record('subject', subject, null));
    },
    async endSession({ subject, sid }, change) {
      return runner.run(change, () => {
        if (isTheirs.get(sid, subject) === undefined) return false;
        return hasEnded.get(sid) !== undefined || record('session', subject, sid);
      });
    },
    async endEveryone(change) {
      return runner.run(change, () => record('everyone', null, null));
    },
  };
}

import type { ReplayStore } from '../handoff/replay-store.ts';
import type { Database } from './database.ts';
import { createGroupCommit } from './group-commit.ts';

/** A replay store on SQLite: the first claim is the one whose insert takes place. */
export function createSqliteReplayStore(db: Database): ReplayStore {
  const claim = db.prepare('INSERT INTO claims (jti, until) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const sweep = db.prepare('DELETE FROM claims WHERE until <= ?');
  const commit = createGroupCommit(db);
  return {
    claim: (jti, until) => commit(() => claim.run(jti, until).changes === 1),
    async sweep(now) {
      return sweep.run(now).changes;
    },
  };
}

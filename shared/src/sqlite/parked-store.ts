import type { ParkedEntry, ParkedStore } from '../handoff/parked-store.ts';
import type { Database } from './database.ts';

/** A parked store on SQLite. */
export function createSqliteParkedStore(db: Database): ParkedStore {
  const park = db
    .prepare<[ParkedEntry], string>(
      `INSERT INTO parked_states (digest, ref, state, until) VALUES (:digest, :ref, :state, :until)
       ON CONFLICT (digest) DO UPDATE SET until = max(until, excluded.until)
       RETURNING ref`,
    )
    .pluck();
  const read = db
    .prepare<[string, number], Uint8Array>(
      'SELECT state FROM parked_states WHERE ref = ? AND until > ?',
    )
    .pluck();
  const sweep = db.prepare('DELETE FROM parked_states WHERE until <= ?');
  return {
    async park(entry) {
      return park.get(entry) ?? entry.ref;
    },
    async read(ref, now) {
      return read.get(ref, now) ?? null;
    },
    async sweep(now) {
      return sweep.run(now).changes;
    },
  };
}

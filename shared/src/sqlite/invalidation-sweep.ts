import type { Database } from './database.ts';

/** `ENDED_SID_SECONDS` of the invalidation door, in days: no link lives longer. */
const ENDED_SID_DAYS = 400;

/** Drops what invalidation no longer needs: used keys, carts nobody came back for, and `sid`s no link can name. */
export function createSqliteInvalidationSweep(db: Database): {
  sweep(now: number): Promise<number>;
} {
  const statements = [
    'DELETE FROM change_keys WHERE expires_at <= :now',
    // They lie in the order of time, so the first that is kept ends the search.
    `DELETE FROM left_carts WHERE seq < coalesce(
       (SELECT seq FROM left_carts WHERE expires_at > :now ORDER BY seq LIMIT 1), 1 << 53)`,
    `DELETE FROM ended_sids WHERE ended_at <= (:now - ${ENDED_SID_DAYS} * 86400) * 1000`,
  ].map((sql) => db.prepare(sql));
  return {
    sweep: async (now) =>
      statements.reduce((dropped, statement) => dropped + statement.run({ now }).changes, 0),
  };
}

import type { Database } from './database.ts';

/**
 * Runs `work` in one transaction that is on the disk when this returns, also if the power fails then.
 *
 * The databases run with `synchronous=NORMAL`, under which the last commits survive `kill -9` and not a
 * power cut. That is enough for a cart; an order whose number the shopper has read must stay, and so must
 * the end of a session. Being synchronous, no other statement of this handle can come between the settings.
 *
 * The write lock is taken at the start, so what `work` reads still holds when it writes. Inside a
 * transaction of the caller it becomes a part of that one, with the caller's durability.
 *
 * @returns What `work` returned; when it throws, nothing has happened.
 */
export function runDurably<T>(db: Database, work: () => T): T {
  const transact = db.transaction(work);
  // SQLite ignores a change of `synchronous` within a transaction.
  if (db.inTransaction) return transact();
  const before = db.pragma('synchronous', { simple: true });
  // `exec`, because `pragma` costs as much as a statement of the change itself.
  db.exec('PRAGMA synchronous = FULL');
  try {
    return transact.immediate();
  } finally {
    db.exec(`PRAGMA synchronous = ${before}`);
  }
}

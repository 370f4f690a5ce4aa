import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/**
 * Makes the check that a readiness answer is based on: the file under the database's name is still the
 * one that was opened, it can be read, and its write lock can be had. An open handle alone would go on
 * working on a file that was deleted or replaced, and lose everything at the next start.
 *
 * @returns What throws when the store does not work.
 */
export function createStoreCheck(db: Database): () => void {
  const inode = statSync(db.name).ino;
  const read = db.prepare('SELECT count(*) FROM sqlite_schema');
  const probe = db.transaction(() => void read.get());
  return function checkStore() {
    if (statSync(db.name).ino !== inode) throw new Error('the file of the store was replaced');
    probe.immediate();
  };
}

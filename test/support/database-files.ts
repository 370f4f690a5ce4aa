import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../shared/src/sqlite/database.ts';
import { migrateBridge } from '../../shared/src/sqlite/schema.ts';

/** SQLite files of one test file; `remove` closes and deletes them all. */
export interface DatabaseFiles {
  /** A new file with the tables of the bridge. */
  open(): Database;
  /** A new file without any table. */
  openEmpty(): Database;
  /** Two handles on one file with the tables of the bridge. */
  openTwice(): readonly [Database, Database];
  /** A copy of what stands in a database at this moment, as a backup keeps it. */
  copy(db: Database): Promise<Database>;
  remove(): void;
}

/** Makes a folder for database files under the machine's own folder for such things. */
export function createDatabaseFiles(): DatabaseFiles {
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  const opened: Database[] = [];
  let files = 0;
  const openEmpty = (file: string): Database => {
    const db = openDatabase(file);
    opened.push(db);
    return db;
  };
  const open = (file: string): Database => {
    const db = openEmpty(file);
    migrateBridge(db);
    return db;
  };
  const newFile = (): string => join(folder, `${files++}.db`);
  return {
    open: () => open(newFile()),
    openEmpty: () => openEmpty(newFile()),
    openTwice() {
      const file = newFile();
      return [open(file), open(file)];
    },
    async copy(db) {
      const file = newFile();
      await db.backup(file);
      return openEmpty(file);
    },
    remove() {
      for (const db of opened) db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

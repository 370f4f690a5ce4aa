import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../shared/src/sqlite/database.ts';
import { migrateBridge } from '../../shared/src/sqlite/schema.ts';

/** SQLite files of one test file; `remove` closes and deletes them all. */
export interface DatabaseFiles {
  /** A new file with the tables of the bridge. */
  open(): Database;
  /** Two handles on one such file. */
  openTwice(): readonly [Database, Database];
  remove(): void;
}

/** Makes a folder for database files under the machine's own folder for such things. */
export function createDatabaseFiles(): DatabaseFiles {
  const folder = mkdtempSync(join(tmpdir(), 'domain-bridge-'));
  const opened: Database[] = [];
  let files = 0;
  const open = (file: string): Database => {
    const db = openDatabase(file);
    migrateBridge(db);
    opened.push(db);
    return db;
  };
  const newFile = (): string => join(folder, `${files++}.db`);
  return {
    open: () => open(newFile()),
    openTwice() {
      const file = newFile();
      return [open(file), open(file)];
    },
    remove() {
      for (const db of opened) db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, migrate, migrateBridge, openDatabase } from 'domain-bridge/sqlite';

/** A real database file for one test. */
export interface TestDatabase {
  /** Path of the file. */
  readonly path: string;
  /** Opens one more handle, as another process would. */
  open(): Database;
  /** Closes all handles and removes the file. */
  remove(): void;
}

/**
 * Creates a database file, in a directory of its own, with the tables of the bridge and of `components`.
 *
 * @param components Name → SQL scripts, as for `migrate`.
 */
export function createTestDatabase(
  components: Readonly<Record<string, readonly string[]>>,
): TestDatabase {
  const directory = mkdtempSync(join(tmpdir(), 'checkout-'));
  const path = join(directory, 'checkout.sqlite');
  const handles: Database[] = [];

  function open(): Database {
    const db = openDatabase(path);
    handles.push(db);
    return db;
  }

  const first = open();
  migrateBridge(first);
  for (const [name, scripts] of Object.entries(components)) migrate(first, name, scripts);

  return {
    path,
    open,
    remove() {
      for (const db of handles) db.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

import SQLite from 'better-sqlite3';

/** An open SQLite database. */
export type Database = SQLite.Database;

const BUSY_TIMEOUT_MILLISECONDS = 5_000;

/**
 * Opens a database file for one domain.
 *
 * WAL with `synchronous=NORMAL` survives the end of the process at any moment (`kill -9`); only a power
 * cut may take the last commits with it (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export function openDatabase(file: string): Database {
  const db = new SQLite(file, { timeout: BUSY_TIMEOUT_MILLISECONDS });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  return db;
}

/**
 * Brings a component's tables up to date: runs the scripts that have not run yet, each once, under the
 * write lock, so that two processes may start together.
 *
 * @param component Name under which the version is kept, e.g. `domain-bridge`.
 * @param scripts SQL scripts in order. One that was published is never edited; changes are appended.
 */
export function migrate(db: Database, component: string, scripts: readonly string[]): void {
  const run = db.transaction(() => {
    db.exec(
      'CREATE TABLE IF NOT EXISTS migrations (component TEXT PRIMARY KEY, version INTEGER NOT NULL)',
    );
    const done = db
      .prepare<[string], { version: number }>('SELECT version FROM migrations WHERE component = ?')
      .get(component);
    for (const script of scripts.slice(done?.version ?? 0)) db.exec(script);
    db.prepare('INSERT OR REPLACE INTO migrations (component, version) VALUES (?, ?)').run(
      component,
      Math.max(scripts.length, done?.version ?? 0),
    );
  });
  run.immediate();
}

import { randomBytes } from 'node:crypto';
import type { Database } from 'domain-bridge/sqlite';

/** The table of what the domain makes up once and then keeps. */
export const settingsMigrations: readonly string[] = [
  'CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT;',
];

const KEY_BYTES = 32;

/**
 * A secret that must stay the same for as long as the data it belongs to, and so lives with them: 32
 * random bytes, made at the first asking.
 */
export function keptSecret(db: Database, name: string): Uint8Array {
  const made = randomBytes(KEY_BYTES);
  db.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    name,
    made,
  );
  const kept = db
    .prepare<[string], Uint8Array>('SELECT value FROM settings WHERE name = ?')
    .pluck()
    .get(name);
  return kept ?? made;
}

import { expect } from '@jest/globals';
import type { Database } from '../../shared/src/sqlite/database.ts';

/** What a stranger's hand tries with a row. */
export interface Damage {
  readonly table: string;
  readonly key: string;
  /** Assignments that the table does not take. */
  readonly refused: readonly string[];
  /** Column that takes any bytes, and those it gets. */
  readonly column: string;
  readonly bytes: Uint8Array;
}

/** Damages a row as far as its table lets one. */
export function damageRow(db: Database, { table, key, refused, column, bytes }: Damage): void {
  for (const change of refused) {
    const statement = db.prepare(`UPDATE ${table} SET ${change} WHERE key = ?`);
    expect(() => statement.run(key)).toThrow(/constraint failed|cannot store/);
  }
  const overwrite = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE key = ?`);
  expect(overwrite.run(bytes, key).changes).toBe(1);
}

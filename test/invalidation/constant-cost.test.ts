import { afterAll, describe, expect, it } from '@jest/globals';
import SQLite from 'better-sqlite3';
import { openDatabase } from '../../shared/src/sqlite/database.ts';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { createDatabaseFiles } from '../support/database-files.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const CHANGE = { actor: 'test', initiatingEntity: 'admin', reason: 'sessions-revoked' } as const;
const COUNTS = [1, 100, 10_000];

/** Statements that ending all sessions of a user takes, those of triggers included. */
async function statementsFor(sessions: number): Promise<readonly string[]> {
  const { name } = files.open();
  const setup = openDatabase(name);
  setup.exec("INSERT INTO subject_state (subject, epoch) VALUES ('ann', 1)");
  const columns = setup.pragma('table_info(sessions)') as readonly Column[];
  const named = columns.filter(({ notnull, dflt_value }) => notnull === 1 && dflt_value === null);
  const insert = setup.prepare(
    `INSERT INTO sessions (${named.map(({ name: column }) => column).join()}, entity, sid)
     VALUES (${named.map(() => '?').join()}, 'ann', ?)`,
  );
  setup.transaction(() => {
    for (let index = 0; index < sessions; index++) {
      insert.run(...named.map((column) => valueFor(column, index)), `sid-${index}`);
    }
  })();
  setup.close();

  const statements: string[] = [];
  const db = new SQLite(name, { verbose: (text) => statements.push(String(text)) });
  const invalidator = createSqliteInvalidator(db, { clock: Date.now });
  await invalidator.revoke('ann', CHANGE);
  statements.length = 0;
  expect(await invalidator.revoke('ann', CHANGE)).toMatchObject({ kind: 'changed' });
  db.close();
  return statements;
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: unknown;
}

function valueFor({ name, type }: Column, index: number): unknown {
  if (name === 'role') return 'customer';
  if (type === 'INTEGER') return 1;
  return type === 'BLOB' ? Buffer.from([index >> 8, index & 255]) : `text-${index}`;
}

describe('I15: ending all sessions of a user', () => {
  it.each(COUNTS)('takes the same statements with %i sessions as with one', async (count) => {
    const [one, many] = [await statementsFor(1), await statementsFor(count)];
    expect(one.length).toBeGreaterThan(0);
    expect(many.length).toBe(one.length);
  });
});

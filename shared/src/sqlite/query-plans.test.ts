import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { createSqliteAuditTrail } from './audit-trail.ts';
import { createChangeRunner } from './change-runner.ts';
import type { Database } from './database.ts';
import { createSqliteDeliveryStore } from './delivery-store.ts';
import { createSqliteEpochStore } from './epoch-store.ts';
import { createSqliteFeedStore } from './feed-store.ts';
import { createSqliteFlightStore } from './flight-store.ts';
import { createSqliteInvalidator } from './invalidator.ts';
import { createSqliteKeptShopperStore } from './kept-shopper-store.ts';
import { createSqliteReceiverStore } from './receiver-store.ts';
import { createSqliteSessionStore } from './session-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const options = { clock: () => 2_000_000_000_000 };
const STORES: Readonly<Record<string, (db: Database) => unknown>> = {
  'audit trail': (db) => createSqliteAuditTrail(db, options),
  'change runner': (db) => createChangeRunner(db, options),
  'delivery store': createSqliteDeliveryStore,
  'epoch store': createSqliteEpochStore,
  'feed store': (db) => createSqliteFeedStore(db, options),
  'flight store': createSqliteFlightStore,
  invalidator: (db) => createSqliteInvalidator(db, options),
  'kept shopper store': createSqliteKeptShopperStore,
  'receiver store': createSqliteReceiverStore,
  'session store': createSqliteSessionStore,
};

/** Tables of one row, and results of one row: reading all of it is reading it. */
const SMALL =
  /^SCAN (g|global_state|feed_end|change_context|peer_cursor|CONSTANT ROW|\(subquery-\d+\))$/;

/** The SQL that a store prepares when it is made. */
function statementsOf(db: Database, create: (db: Database) => unknown): readonly string[] {
  const prepare = jest.spyOn(db, 'prepare');
  create(db);
  const seen = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();
  return seen;
}

/** How SQLite goes about a statement, line by line. */
function planOf(db: Database, sql: string): readonly string[] {
  const named = Object.fromEntries([...sql.matchAll(/:(\w+)/g)].map(([, name]) => [name, 1]));
  const unnamed = [...sql.matchAll(/\?/g)].map(() => 1);
  const explain = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  return explain.all(...unnamed, named).map(({ detail }) => detail);
}

/** Many sessions of one user, many subjects, a long trail: what the planner's statistics go by. */
function fill(db: Database): void {
  db.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO audit (kind, at, actor, initiating_entity, reason, txn, subject, sid)
      SELECT CASE i % 5 WHEN 0 THEN 'refused' WHEN 1 THEN 'session' ELSE 'subject' END, i, 'x', 'admin', 'r', 't',
             'user_' || (i % 400), 'sid_' || i FROM n;
    INSERT INTO sessions (id_hash, entity, role, sid, epoch, started_at, seen_at, expires_at, version)
      SELECT id, iif(id < 1000, 'user_1', subject), 'customer', sid, 1, 1, 1, 9, 1 FROM audit;
    ANALYZE`);
}

describe.each(Object.entries(STORES))('the statements of the %s', (_, create) => {
  it.each([
    ['of a new database', () => {}],
    ['of a full one, with statistics', fill],
  ])('read no table from end to end: in the eyes %s', (_when, prepare) => {
    const db = files.open();
    prepare(db);
    for (const sql of statementsOf(db, create)) {
      const scans = planOf(db, sql).filter((line) => /SCAN|AUTOMATIC/.test(line));
      expect([sql, scans.filter((line) => !SMALL.test(line))]).toEqual([sql, []]);
    }
  });
});

describe('one session', () => {
  it.each([
    ['in a new database', () => {}],
    ['in a full one, with statistics', fill],
  ])('is found by its sid, not among all that its user has: %s', (_when, prepare) => {
    const db = files.open();
    prepare(db);
    const byEntity = statementsOf(db, STORES.invalidator as () => unknown)
      .filter((sql) => sql.includes('FROM sessions'))
      .flatMap((sql) => planOf(db, sql));
    expect(byEntity).toEqual(['SEARCH sessions USING INDEX sessions_sid (sid=?)']);
  });
});

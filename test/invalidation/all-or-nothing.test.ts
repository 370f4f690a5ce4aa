import { afterAll, describe, expect, it } from '@jest/globals';
import type { Change } from '../../shared/src/invalidation/change.ts';
import { createChangeRunner } from '../../shared/src/sqlite/change-runner.ts';
import type { Database } from '../../shared/src/sqlite/database.ts';
import { createSqliteFeedStore } from '../../shared/src/sqlite/feed-store.ts';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { putSession } from '../support/stored-session.ts';
import { createTestClock } from '../support/test-clock.ts';
import { addUsers, addUserTable, endedSubjects, everythingIn } from './user-database.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const CHANGE: Change = {
  actor: 'ann',
  initiatingEntity: 'user',
  reason: 'password-change',
  once: { credential: 'ann', key: 'k', fingerprint: 'f', keepSeconds: 99 },
};
/** More than a page, so that writing it takes new pages of the file. */
const CART = Buffer.alloc(6_000, 1);

/** Ann is signed in and has a cart; two handles on one file. */
async function createWorld() {
  const [db, other] = files.openTwice();
  addUserTable(db);
  const { now: clock } = createTestClock();
  addUsers(db, ['ann', 'bob'], clock);
  await putSession(db, { entity: 'ann', sid: 'sid_ann' });
  db.prepare(
    "INSERT INTO states (key, version, record, written_at) VALUES ('account:ann', 1, ?, 1)",
  ).run(CART);
  const runner = createChangeRunner(db, { clock });
  const invalidator = createSqliteInvalidator(db, { clock });
  const feed = createSqliteFeedStore(db, { clock });
  const setHash = db.prepare("UPDATE users SET password_hash = 'new' WHERE id = 'ann'");
  const changes: Readonly<Record<string, () => unknown>> = {
    'a new password': () => runner.run(CHANGE, () => setHash.run().changes === 1),
    'a new password by SQL': () => setHash.run(),
    'the end of one session': () =>
      invalidator.endSession(
        { subject: 'ann', sid: 'sid_ann' },
        { ...CHANGE, reason: 'session-ended' },
      ),
    'the end of everybody’s sessions': () => invalidator.endEveryone(CHANGE),
    'a new incarnation': async () => {
      const lost = { ...(await feed.head()), seq: 9, chain: 'x'.repeat(43) };
      await feed.beginIncarnation(lost, clock() + 5);
    },
  };
  return { db, other, changes };
}

/** Each is written by some of the changes. */
const TABLES = [
  ...['users', 'audit', 'subject_state', 'left_carts', 'change_context', 'change_keys'],
  ...['ended_sids', 'sessions', 'global_state', 'incarnations'],
];

/** Has every statement of one kind on a table fail when it has done its work. */
function sabotage(db: Database, table: string, event: string): void {
  db.exec(`CREATE TRIGGER sabotage AFTER ${event} ON ${table}
    BEGIN SELECT RAISE(ABORT, 'sabotaged'); END`);
}

const NAMES = [
  'a new password',
  'a new password by SQL',
  'the end of one session',
  'the end of everybody’s sessions',
  'a new incarnation',
];

describe.each(NAMES)('%s', (name) => {
  /** Fails or succeeds; tells which. */
  async function attempt(changes: Readonly<Record<string, () => unknown>>): Promise<boolean> {
    try {
      await changes[name]?.();
      return true;
    } catch {
      return false;
    }
  }

  it('happens, where nothing is in the way', async () => {
    const { db, changes } = await createWorld();
    const before = everythingIn(db);
    expect(await attempt(changes)).toBe(true);
    expect(everythingIn(db)).not.toEqual(before);
  });

  it.each(TABLES)('is all old or all new when a statement on %s fails', async (table) => {
    for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
      const { db, changes } = await createWorld();
      const before = everythingIn(db);
      sabotage(db, table, event);
      const happened = await attempt(changes);
      // What does not touch this table in this way succeeds as a whole.
      if (!happened) expect([table, event, everythingIn(db)]).toEqual([table, event, before]);
      expect(db.inTransaction).toBe(false);
      db.exec('DROP TRIGGER sabotage');
      if (!happened) expect(await attempt(changes)).toBe(true);
    }
  });

  it('is all old when the disk is full, at every page that it takes', async () => {
    let failures = 0;
    for (let room = 0; ; room += 1) {
      const { db, changes } = await createWorld();
      const before = everythingIn(db);
      const pages = Number(db.pragma('page_count', { simple: true }));
      db.pragma(`max_page_count = ${pages + room}`);
      if (await attempt(changes)) break;
      failures += 1;
      expect(everythingIn(db)).toEqual(before);
      db.pragma('max_page_count = 4294967294');
      expect(await attempt(changes)).toBe(true);
    }
    expect(failures).toBeGreaterThanOrEqual(name.includes('password') ? 1 : 0);
  });

  it('is all old when another process holds the database', async () => {
    const { db, other, changes } = await createWorld();
    db.pragma('busy_timeout = 1');
    const before = everythingIn(db);
    other.exec('BEGIN IMMEDIATE');
    expect(await attempt(changes)).toBe(false);
    other.exec('COMMIT');
    expect(everythingIn(db)).toEqual(before);
    expect(await attempt(changes)).toBe(true);
  });
});

describe('a change of a password', () => {
  it('fails on every table that it is to write', async () => {
    const written = [
      'users',
      'audit',
      'subject_state',
      'left_carts',
      'change_context',
      'change_keys',
    ];
    for (const table of written) {
      const { db, changes } = await createWorld();
      for (const event of ['INSERT', 'UPDATE']) {
        db.exec(`CREATE TRIGGER no_${event} BEFORE ${event} ON ${table}
          BEGIN SELECT RAISE(ABORT, 'sabotaged'); END`);
      }
      expect(changes['a new password']).toThrow('sabotaged');
      expect(endedSubjects(db)).toEqual([]);
    }
  });
});

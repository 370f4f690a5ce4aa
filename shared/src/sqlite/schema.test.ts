import { afterAll, describe, expect, it } from '@jest/globals';
import { addUserTable } from '../../../test/invalidation/user-database.ts';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { migrate } from './database.ts';
import { createSqliteFeedStore } from './feed-store.ts';
import { createSqliteInvalidator } from './invalidator.ts';
import { BRIDGE_SCRIPTS, migrateBridge } from './schema.ts';
import { createSqliteSessionStore } from './session-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const EPOCH = 2_000_000_000_000;

/** A database as version 0.1.0 left it, with two users signed in and one whose epoch has risen since. */
function createOldDatabase() {
  const db = files.openEmpty();
  migrate(db, 'domain-bridge', BRIDGE_SCRIPTS.slice(0, 1));
  db.exec(`
    INSERT INTO subject_state (subject, epoch) VALUES ('ann', ${EPOCH}), ('bob', ${EPOCH}), ('cid', ${EPOCH + 1});
    INSERT INTO sessions (id_hash, entity, role, sid, epoch, data, started_at, seen_at, expires_at, version)
      SELECT 'hash of ' || subject, subject, 'customer', 'sid_' || subject, ${EPOCH}, 'kept', 1, 2, 100, 3
        FROM subject_state`);
  return db;
}

/** F20 */
describe('a database of the version before', () => {
  it('keeps the sessions that live: nobody is signed out by the update', async () => {
    const db = createOldDatabase();
    migrateBridge(db);
    const sessions = createSqliteSessionStore(db);
    const ids = ['ann', 'bob', 'cid'].map((entity) => `hash of ${entity}`);
    const [ann, bob, cid] = await Promise.all(ids.map((id) => sessions.read(id, 9)));
    expect(ann).toEqual({
      ...{ entity: 'ann', role: 'customer', sid: 'sid_ann', epoch: EPOCH, data: 'kept' },
      ...{ device: null, startedAt: 1, seenAt: 2, expiresAt: 100, version: 3 },
    });
    expect([bob?.entity, cid]).toEqual(['bob', null]);
  });

  it('ends them from then on, with an empty feed to begin with', async () => {
    const db = createOldDatabase();
    migrateBridge(db);
    const options = { clock: () => EPOCH + 5 };
    const feed = createSqliteFeedStore(db, options);
    expect([await feed.read(0, 9), (await feed.head()).seq]).toEqual([[], 0]);
    const change = { actor: 'x', initiatingEntity: 'admin', reason: 'role-change' } as const;
    await createSqliteInvalidator(db, options).revoke('ann', change);
    const sessions = createSqliteSessionStore(db);
    expect(await sessions.read('hash of ann', 9)).toBeNull();
    expect(await sessions.ended('hash of ann', 9)).toMatchObject({ reason: 'role-change' });
    expect(await sessions.read('hash of bob', 9)).not.toBeNull();
    expect(await feed.read(0, 9)).toHaveLength(1);
  });

  it('is still in the history that receivers know it by', async () => {
    const db = createOldDatabase();
    const incarnation = db.prepare('SELECT incarnation FROM global_state').pluck().get();
    migrateBridge(db);
    migrateBridge(db);
    const head = await createSqliteFeedStore(db, { clock: () => EPOCH }).head();
    expect(head).toEqual({ incarnation, seq: 0, chain: '' });
  });

  it('keeps the trail that it has, which nobody rewrites from then on', async () => {
    const db = files.openEmpty();
    migrate(db, 'domain-bridge', BRIDGE_SCRIPTS.slice(0, 3));
    const options = { clock: () => EPOCH };
    const change = { actor: 'x', initiatingEntity: 'admin', reason: 'role-change' } as const;
    await createSqliteInvalidator(db, options).revoke('ann', change);
    const trail = () => db.prepare('SELECT * FROM audit').all();
    const before = trail();
    migrateBridge(db);
    expect(() => db.exec('UPDATE audit SET new_epoch = 1')).toThrow('never rewritten');
    expect(() => db.exec('REPLACE INTO audit SELECT * FROM audit')).toThrow('audit rows');
    expect(trail()).toEqual(before);
    await createSqliteInvalidator(db, options).revoke('ann', change);
    expect(trail()).toHaveLength(2);
  });

  it('takes the triggers of its users with no word to anybody', () => {
    const db = createOldDatabase();
    migrateBridge(db);
    addUserTable(db);
    expect(db.prepare('SELECT count(*) FROM audit').pluck().get()).toBe(0);
  });
});

import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { putSession } from '../../../test/support/stored-session.ts';
import { createSqliteAuditTrail } from './audit-trail.ts';
import type { Database } from './database.ts';
import { createSqliteFeedStore } from './feed-store.ts';
import { createSqliteIncarnation } from './incarnation.ts';
import { createSqliteInvalidator } from './invalidator.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const NOW = 2_000_000_000_000;
const CHANGE = { actor: 'x', initiatingEntity: 'admin', reason: 'role-change' } as const;

function openFeed(db: Database, now = NOW) {
  const options = { clock: () => now };
  const invalidator = createSqliteInvalidator(db, options);
  return {
    feed: createSqliteFeedStore(db, options),
    revoke: (subject: string) => invalidator.revoke(subject, CHANGE),
    refuse: () => createSqliteAuditTrail(db, options).refuse({ ...CHANGE, code: 'no', note: 'n' }),
  };
}

describe('a feed on SQLite', () => {
  it('shows nothing of a change that is not committed, and no cursor passes it', async () => {
    const [db, other] = files.openTwice();
    const [{ revoke }, { feed }] = [openFeed(db), openFeed(other)];
    await revoke('ann');
    const before = await feed.head();
    db.exec('BEGIN IMMEDIATE');
    await revoke('bob');
    expect([await feed.head(), (await feed.read(0, 9)).length]).toEqual([before, 1]);
    db.exec('COMMIT');
    expect((await feed.read(before.seq, 9)).map(({ seq }) => seq)).toEqual([2]);
    expect((await feed.head()).seq).toBe(2);
  });

  it('gives the place of a change that was rolled back to the next, which nobody has passed', async () => {
    const [db, other] = files.openTwice();
    const [{ revoke }, { feed }] = [openFeed(db), openFeed(other)];
    db.exec('BEGIN IMMEDIATE');
    await revoke('ann');
    db.exec('ROLLBACK');
    expect((await feed.head()).seq).toBe(0);
    await revoke('bob');
    expect(await feed.read(0, 9)).toMatchObject([{ seq: 1, subject: 'bob' }]);
  });

  it('chains thousands of entries and refusals the same, in one go or in many', async () => {
    const [atOnce, inSteps] = [files.open(), files.open()];
    const [one, many] = [openFeed(atOnce).feed, openFeed(inSteps).feed];
    const insertInto = (db: Database) =>
      db.prepare(
        `INSERT INTO audit (kind, at, actor, initiating_entity, reason, txn, subject)
         VALUES (?, ${NOW}, 'x', 'admin', 'r', 't', ?)`,
      );
    const [insert, insertStep] = [insertInto(atOnce), insertInto(inSteps)];
    const rows = Array.from({ length: 2_100 }, (_, i) => [
      i % 3 ? 'subject' : 'refused',
      `u${i % 50}`,
    ]);
    atOnce.transaction(() => rows.map((row) => insert.run(row)))();
    for (const [i, row] of rows.entries()) {
      insertStep.run(row);
      if (i % 7 === 0) await many.head();
    }
    const [head, same] = [await one.head(), await many.head()];
    expect([head.seq, head.chain]).toEqual([same.seq, same.chain]);
    expect(head.seq).toBe(2_100);
  });

  it('finds its chain again when the mark of its end was lost', async () => {
    const db = files.open();
    const { feed, revoke } = openFeed(db);
    for (const subject of ['ann', 'bob', 'ann']) await revoke(subject);
    const head = await feed.head();
    db.exec('DELETE FROM feed_end');
    expect(await feed.head()).toEqual(head);
  });

  it('notes how far it has read, so that a flood of refusals is read once', async () => {
    const db = files.open();
    const { feed, revoke, refuse } = openFeed(db);
    await revoke('ann');
    for (let i = 0; i < 5; i += 1) await refuse();
    await feed.head();
    expect(db.prepare('SELECT seq, read_to FROM feed_end').get()).toEqual({ seq: 1, read_to: 6 });
  });
});

describe('a database that was restored from a copy', () => {
  it('knows every place up to the copy, and none behind it', async () => {
    const db = files.open();
    const { feed, revoke } = openFeed(db);
    await revoke('ann');
    const shared = await feed.head();
    const restored = openFeed(await files.copy(db), NOW + 1);
    await revoke('bob');
    expect(await restored.feed.judge(shared)).toBe('current');
    expect(await restored.feed.judge(await feed.head())).toBe('lost');
  });

  it('is found out by the first entry that differs, also at the same place', async () => {
    const db = files.open();
    const { feed, revoke } = openFeed(db);
    await revoke('ann');
    const restored = openFeed(await files.copy(db), NOW + 1);
    await revoke('bob');
    await restored.revoke('bob');
    const [ours, theirs] = [await feed.head(), await restored.feed.head()];
    expect([ours.seq, ours.incarnation]).toEqual([theirs.seq, theirs.incarnation]);
    expect(await restored.feed.judge(ours)).toBe('lost');
    await revoke('cid');
    await restored.revoke('cid');
    expect(await restored.feed.judge(await feed.head())).toBe('lost');
  });

  it('is found out at every place behind the first that differs, also where the last is the same', async () => {
    const db = files.open();
    const { feed, revoke } = openFeed(db);
    const restored = openFeed(await files.copy(db));
    for (const subject of ['ann', 'bob']) await revoke(subject);
    for (const subject of ['cid', 'bob']) await restored.revoke(subject);
    expect(await restored.feed.judge(await feed.head())).toBe('lost');
  });

  it('is found out by the sid that ended, where one session of the same user ended in both', async () => {
    const db = files.open();
    await putSession(db, { entity: 'ann', sid: 'sid_1' });
    await putSession(db, { entity: 'ann', sid: 'sid_2' });
    const restored = await files.copy(db);
    const end = (where: Database, sid: string) =>
      createSqliteInvalidator(where, { clock: () => NOW }).endSession(
        { subject: 'ann', sid },
        CHANGE,
      );
    await end(db, 'sid_1');
    await end(restored, 'sid_2');
    expect(await openFeed(restored).feed.judge(await openFeed(db).feed.head())).toBe('lost');
  });

  it('has lost nothing where the same happened in both', async () => {
    const db = files.open();
    const { feed, revoke } = openFeed(db);
    await revoke('ann');
    const restored = openFeed(await files.copy(db));
    await revoke('bob');
    await restored.revoke('bob');
    expect(await restored.feed.judge(await feed.head())).toBe('current');
  });

  it('restored twice from one copy is found out twice', async () => {
    const db = files.open();
    const { feed, revoke } = openFeed(db);
    const backup = await files.copy(db);
    await revoke('ann');
    const first = openFeed(await files.copy(backup), NOW + 1);
    await first.feed.beginIncarnation(await feed.head(), NOW);
    const cursor = await first.feed.head();
    const second = openFeed(await files.copy(backup), NOW + 2);
    expect(await second.feed.judge(cursor)).toBe('lost');
    await second.feed.beginIncarnation(cursor, NOW);
    expect(await second.feed.judge(cursor)).toBe('superseded');
    expect((await second.feed.head()).incarnation).not.toBe(cursor.incarnation);
  });

  it('says since when its history is another one', async () => {
    const db = files.open();
    const incarnation = createSqliteIncarnation(db);
    const { feed } = openFeed(db);
    expect(await incarnation.startedAt()).toBe(0);
    await feed.beginIncarnation({ ...(await feed.head()), incarnation: 'f'.repeat(32) }, 0);
    expect(await incarnation.startedAt()).toBe(NOW);
  });
});

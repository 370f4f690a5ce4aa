import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { putSession } from '../../../test/support/stored-session.ts';
import { createSqliteEpochStore } from './epoch-store.ts';
import { createSqliteFeedStore } from './feed-store.ts';
import { createSqliteInvalidationSweep } from './invalidation-sweep.ts';
import { createSqliteInvalidator } from './invalidator.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const NOW = 2_000_000_000;
const DAY = 86_400;
const CHANGE = { actor: 'x', initiatingEntity: 'admin', reason: 'session-ended' } as const;

function createWorld() {
  const db = files.open();
  const clock = { seconds: NOW };
  const options = { clock: () => clock.seconds * 1000 };
  const carts = () => db.prepare('SELECT count(*) FROM left_carts').pluck().get();
  db.exec(
    `INSERT INTO states (key, version, record, written_at) VALUES ('account:ann', 1, x'01', 1)`,
  );
  const invalidator = createSqliteInvalidator(db, options);
  return { db, clock, options, carts, invalidator, ...createSqliteInvalidationSweep(db) };
}

describe('sweeping after invalidation', () => {
  it('drops nothing from an empty database', async () => {
    expect(await createWorld().sweep(NOW)).toBe(0);
  });

  it('drops carts that nobody came back for within 30 days, and keeps the younger ones', async () => {
    const { invalidator, clock, carts, sweep } = createWorld();
    await invalidator.revoke('ann', CHANGE);
    clock.seconds += DAY;
    await invalidator.revoke('ann', CHANGE);
    expect([await sweep(NOW + 30 * DAY - 1), carts()]).toEqual([0, 2]);
    expect([await sweep(NOW + 30 * DAY), carts()]).toEqual([1, 1]);
    expect([await sweep(NOW + 31 * DAY), carts()]).toEqual([1, 0]);
  });

  it('drops keys at their second', async () => {
    const { db, invalidator, sweep } = createWorld();
    const once = { credential: 'c', key: 'k', fingerprint: 'f', keepSeconds: 5 };
    await invalidator.revoke('bob', { ...CHANGE, once });
    expect(await sweep(NOW + 4)).toBe(0);
    expect(await sweep(NOW + 5)).toBe(1);
    expect(db.prepare('SELECT count(*) FROM change_keys').pluck().get()).toBe(0);
  });

  it('forgets an ended sid when no link can name it, and changes no place of the feed', async () => {
    const { db, options, invalidator, sweep } = createWorld();
    const feed = createSqliteFeedStore(db, options);
    await putSession(db, { entity: 'bob', sid: 'sid_1' });
    await invalidator.endSession({ subject: 'bob', sid: 'sid_1' }, CHANGE);
    const cursor = await feed.head();
    expect(await sweep(NOW + 400 * DAY - 1)).toBe(0);
    expect(await sweep(NOW + 400 * DAY)).toBe(1);
    expect(await createSqliteEpochStore(db).endOf('sid_1')).toBeNull();
    expect([await feed.read(0, 9), await feed.judge(cursor)]).toEqual([[], 'current']);
  });

  it('keeps what decides: epochs, the floor and the trail', async () => {
    const { db, invalidator, sweep } = createWorld();
    await invalidator.revoke('bob', CHANGE);
    await invalidator.endEveryone(CHANGE);
    const rows = () => [
      db.prepare('SELECT * FROM audit').all(),
      db.prepare('SELECT * FROM subject_state').all(),
      db.prepare('SELECT * FROM global_state').all(),
    ];
    const before = rows();
    await sweep(NOW * 2);
    expect(rows()).toEqual(before);
  });
});

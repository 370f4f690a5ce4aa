import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { turnsDuring } from '../../../test/support/turn-counter.ts';
import { createSqliteDeliveryStore } from './delivery-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const ROWS = 3_500;
/** Three whole batches, with a turn of the others behind each. */
const TURNS = 3;

function createWorld() {
  const [db, other] = files.openTwice();
  other.pragma('busy_timeout = 0');
  db.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO audit (kind, at, actor, initiating_entity, reason, txn, subject)
       SELECT iif(i % 7 = 0, 'refused', 'subject'), i, 'sql', 'system', 'r', 't', 'user_' || i FROM n`,
  ).run(ROWS);
  const acked = () =>
    db.prepare('SELECT seq, at FROM acknowledgements WHERE stream = ? ORDER BY seq').all('shop');
  const expected = (upTo: number, at: number) =>
    Array.from({ length: upTo }, (_, i) => ({ seq: i + 1, at })).filter(({ seq }) => seq % 7 > 0);
  return { other, acked, expected, store: createSqliteDeliveryStore(db) };
}

describe('a receiver that acknowledges thousands at a time', () => {
  it('lets others have their turn between batches, and all of them are acknowledged', async () => {
    const { store, acked, expected } = createWorld();
    const acknowledge = () => store.acknowledgedUpTo('shop', ROWS, 9);
    expect(await turnsDuring(acknowledge)).toBeGreaterThanOrEqual(TURNS);
    expect(await turnsDuring(acknowledge)).toBe(0);
    expect([acked(), (await store.read('shop')).ackedSeq]).toEqual([expected(ROWS, 9), ROWS]);
  });

  it('lets another process write in between', async () => {
    const { store, other, acked, expected } = createWorld();
    const elsewhere = createSqliteDeliveryStore(other);
    const failed = () => void elsewhere.failed('shop', 'timeout', 5);
    await turnsDuring(() => store.acknowledgedUpTo('shop', ROWS, 9), failed);
    expect(acked()).toEqual(expected(ROWS, 9));
    expect(await store.read('shop')).toMatchObject({ ackedSeq: ROWS, lastError: 'timeout' });
  });

  it('does so once, however many polls of it are answered at once, and how far they are', async () => {
    const { store, other, acked, expected } = createWorld();
    const elsewhere = createSqliteDeliveryStore(other);
    await Promise.all([
      store.acknowledgedUpTo('shop', ROWS, 9),
      store.acknowledgedUpTo('shop', ROWS - 50, 9),
      elsewhere.acknowledgedUpTo('shop', ROWS - 900, 9),
    ]);
    expect([acked(), (await store.read('shop')).ackedSeq]).toEqual([expected(ROWS, 9), ROWS]);
  });
});

import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { turnsDuring } from '../../../test/support/turn-counter.ts';
import type { Database } from './database.ts';
import { createFeedChain } from './feed-chain.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const ROWS = 3_500;
/** Three whole batches, with a turn of the others behind each. */
const TURNS = 3;

/** What one statement of a database tool may leave behind. */
function endMany(db: Database, count: number): void {
  db.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO audit (kind, at, actor, initiating_entity, reason, txn, subject)
       SELECT iif(i % 9 = 0, 'refused', 'subject'), i, 'sql', 'system', 'r', 't', 'user_' || (i % 70)
         FROM n`,
  ).run(count);
}

function createWorld(rows = ROWS) {
  const [db, other] = files.openTwice();
  other.pragma('busy_timeout = 0');
  endMany(db, rows);
  const chained = (): unknown =>
    db.prepare("SELECT id, chain FROM audit WHERE kind <> 'refused'").raw().all();
  /** The same anew, with nobody in between. */
  async function chainedAnew() {
    db.exec('DELETE FROM feed_end');
    await createFeedChain(db).end();
    return chained();
  }
  return { db, other, chain: createFeedChain(db), chained, chainedAnew };
}

describe('a chain that has fallen far behind', () => {
  it('lets others have their turn between batches', async () => {
    const { chain } = createWorld();
    expect(await turnsDuring(() => chain.end())).toBeGreaterThanOrEqual(TURNS);
    expect(await turnsDuring(() => chain.end())).toBe(0);
  });

  it('lets another process write between batches, and comes out the same', async () => {
    const { chain, other, chained, chainedAnew } = createWorld();
    await turnsDuring(
      () => chain.end(),
      () => endMany(other, 10),
    );
    const { seq } = await chain.end();
    expect(seq).toBeGreaterThan(ROWS);
    expect(chained()).toEqual(await chainedAnew());
  });

  it('comes out the same for all who ask at once, of one process and of another', async () => {
    const { chain, other, chained, chainedAnew } = createWorld();
    const ends = await Promise.all([chain.end(), chain.end(), createFeedChain(other).end()]);
    expect(new Set(ends.map(({ seq }) => seq))).toEqual(new Set([ROWS]));
    expect(new Set(ends.map((end) => end.chain)).size).toBe(1);
    expect(chained()).toEqual(await chainedAnew());
  });

  it('comes to an end though somebody writes faster than it chains', async () => {
    const { chain, other } = createWorld();
    const most = 20;
    let writes = 0;
    const write = () => {
      if (writes++ < most) endMany(other, 1_500);
    };
    expect(await turnsDuring(() => chain.end(), write)).toBeLessThan(most);
  });

  it('comes to an end though what it has not read is dropped meanwhile', async () => {
    // The last one is a refusal.
    const { chain, other } = createWorld(1_008);
    const drop = () => other.exec("DELETE FROM audit WHERE kind = 'refused'");
    await turnsDuring(() => chain.end(), drop);
    expect((await chain.end()).seq).toBe(1_007);
  });
});

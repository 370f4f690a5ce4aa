import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cursor } from '../../shared/src/invalidation/feed.ts';
import type { Database } from '../../shared/src/sqlite/database.ts';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteFeedStore } from '../../shared/src/sqlite/feed-store.ts';
import { createSqliteReceiverStore } from '../../shared/src/sqlite/receiver-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { createTestClock } from '../support/test-clock.ts';
import { anyEvent, createHistory, type Event } from './ended-history.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const DAY = 86_400_000;
const anyHistory = fc.array(anyEvent, { maxLength: 10 });

/** Whether two logs decide the same up to a place. */
function isSame(one: Database, other: Database, seq: number): boolean {
  return isDeepStrictEqual(logOf(one, seq), logOf(other, seq));
}

function logOf(db: Database, seq: number): unknown {
  return db
    .prepare(
      `SELECT id, kind, subject, sid, new_epoch FROM audit
        WHERE kind <> 'refused' AND id <= ? ORDER BY id`,
    )
    .all(seq);
}

/** Runs a history and tells the cursor after each of its events. */
async function follow(
  db: Database,
  history: readonly Event[],
  seconds: number,
): Promise<readonly Cursor[]> {
  const clock = createTestClock();
  clock.advance(seconds);
  const happen = createHistory(db, clock);
  const feed = createSqliteFeedStore(db, { clock: clock.now });
  const cursors: Cursor[] = [await feed.head()];
  for (const event of history) {
    await happen(event);
    cursors.push(await feed.head());
  }
  return cursors;
}

describe('a checkout that goes on from a copy of its database', () => {
  it('knows exactly the places up to which both histories are the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...([anyHistory, anyHistory, anyHistory, fc.nat(2)] as const),
        async (shared, lost, since, later) => {
          const original = files.open();
          const before = await follow(original, shared, 0);
          const restored = await files.copy(original);
          const given = [...before, ...(await follow(original, lost, 0))];
          await follow(restored, since, later);
          const feed = createSqliteFeedStore(restored, { clock: createTestClock().now });
          for (const cursor of given) {
            const isKnown = isSame(original, restored, cursor.seq);
            expect(await feed.judge(cursor)).toBe(isKnown ? 'current' : 'lost');
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('ends every session of the lost history once a receiver tells of it', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, anyHistory, fc.nat(2), async (shared, since, later) => {
        const original = files.open();
        await follow(original, shared, 0);
        const restored = await files.copy(original);
        const lost = await follow(original, [{ kind: 'revoke', subject: 'ann' }], 5);
        // Further ahead than a day no receiver follows, whatever the clock here had been set to.
        const issued = await createSqliteReceiverStore(original).highestEpoch();
        const highest = Math.min(issued, createTestClock().now() + DAY);
        await follow(restored, since, later);
        const feed = createSqliteFeedStore(restored, { clock: createTestClock().now });
        const cursor = lost.at(-1) as Cursor;
        // Where the same happened in both, nothing was lost.
        fc.pre(!isSame(original, restored, cursor.seq));
        expect(await feed.judge(cursor)).toBe('lost');
        await feed.beginIncarnation(cursor, highest);
        const floor = await createSqliteEpochStore(restored).effective('nobody');
        expect(floor).toBeGreaterThan(highest);
        const after = await feed.head();
        expect(
          await Promise.all([cursor, ...lost, after].map((place) => feed.judge(place))),
        ).toEqual([...['superseded'], ...lost.map(() => 'superseded'), 'current']);
        await feed.beginIncarnation(cursor, highest + 1);
        expect(await feed.head()).toEqual(after);
      }),
      { numRuns: 15 },
    );
  });
});

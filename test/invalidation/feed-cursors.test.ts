import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cursor, FeedEntry, FeedStore } from '../../shared/src/invalidation/feed.ts';
import type { Database } from '../../shared/src/sqlite/database.ts';
import { createSqliteFeedStore } from '../../shared/src/sqlite/feed-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { createTestClock } from '../support/test-clock.ts';
import { anyEvent, createHistory } from './ended-history.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

/** What somebody knows who has followed a feed: epochs, the floor, ended sessions. */
type Knowledge = Readonly<Record<string, number>>;

function learn(known: Knowledge, entries: readonly FeedEntry[]): Knowledge {
  const next = { ...known };
  for (const entry of entries) {
    const key =
      entry.kind === 'subject' ? entry.subject : entry.kind === 'session' ? entry.sid : '*';
    next[key] = Math.max(next[key] ?? 0, entry.kind === 'session' ? 1 : entry.epoch);
  }
  return next;
}

/** What the database itself says has ended. */
function truthOf(db: Database): Knowledge {
  const rows = db
    .prepare<[], [string, number]>(
      `SELECT subject, epoch FROM subject_state WHERE seq IS NOT NULL
       UNION ALL SELECT sid, 1 FROM ended_sids
       UNION ALL SELECT '*', floor_epoch FROM global_state WHERE floor_epoch > 0`,
    )
    .raw()
    .all();
  return Object.fromEntries(rows);
}

/** Reads one page behind a cursor. */
async function poll(feed: FeedStore, { seq }: Cursor, limit: number) {
  const entries = await feed.read(seq, limit);
  const last = entries.at(-1);
  return { entries, cursor: last && (await feed.cursorAt(last.seq)) };
}

const aPoll = fc.record({
  kind: fc.constant('poll' as const),
  limit: fc.integer({ min: 1, max: 4 }),
});
const steps = fc.array(
  fc.tuple(
    fc.oneof({ weight: 3, arbitrary: anyEvent }, { weight: 2, arbitrary: aPoll }),
    fc.boolean(),
  ),
  { maxLength: 40 },
);

describe('a feed that is read in pages while things happen, by two processes', () => {
  it('brings, behind every cursor that was ever given, all that its holder does not know', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const pair = files.openTwice();
        const clock = createTestClock();
        const happen = pair.map((db) => createHistory(db, clock));
        const feeds = pair.map((db) => createSqliteFeedStore(db, { clock: clock.now })) as [
          FeedStore,
          FeedStore,
        ];
        const held: { cursor: Cursor; known: Knowledge }[] = [
          { cursor: await feeds[0].head(), known: {} },
        ];
        for (const [step, there] of all) {
          if (step.kind !== 'poll') {
            await happen[there ? 1 : 0]?.(step);
            continue;
          }
          const { cursor, known } = held.at(-1) ?? { cursor: await feeds[0].head(), known: {} };
          const page = await poll(feeds[there ? 1 : 0], cursor, step.limit);
          if (page.cursor) held.push({ cursor: page.cursor, known: learn(known, page.entries) });
        }
        const truth = truthOf(pair[1]);
        for (const { cursor, known } of held) {
          expect(await feeds[1].judge(cursor)).toBe('current');
          const rest = await feeds[1].read(cursor.seq, 1_000);
          expect(learn(known, rest)).toEqual(truth);
          const seqs = rest.map(({ seq }) => seq);
          expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
        }
      }),
      { numRuns: 25 },
    );
  });
});

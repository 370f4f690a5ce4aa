import { type Cursor, writeCursor } from './feed.ts';
import type { PollRequest } from './poll-request.ts';
import { type PollAnswer, type PollSource, signEntries } from './poll-source.ts';

/** A poll of a receiver that says where it is. */
export type CursorRequest = PollRequest & { readonly cursor: Cursor | null };

/**
 * Answers with what stands behind the cursor; from the beginning, if the cursor is of another history. An answer
 * without `moreAvailable` says: this was all when the request came. It never says more, because the end of the
 * feed is read before the entries.
 */
export async function answerByCursor(
  request: CursorRequest,
  source: PollSource,
  signal: AbortSignal | undefined,
): Promise<PollAnswer> {
  const { feed, watcher, sign } = source;
  const { maxEvents, holdSeconds } = request;
  let start = await startOf(request, source);
  if (!request.returnImmediately && maxEvents > 0) {
    const timeoutMilliseconds = holdSeconds * 1000;
    await watcher.waitBeyond(start?.seq ?? 0, { timeoutMilliseconds, signal });
    // Again: the database may have been restored while the poll was held.
    start = await startOf(request, source);
  }
  const after = start?.seq ?? 0;
  const head = await feed.head();
  const entries = await feed.read(after, maxEvents);
  const reached = entries.at(-1)?.seq ?? after;
  const moreAvailable = entries.length === maxEvents && reached < head.seq;
  // With nothing to send the receiver stays where it is, unless what stood behind it was cleared away.
  const isCleared = !moreAvailable && head.seq > after;
  const place = entries.length > 0 ? await feed.cursorAt(reached) : isCleared ? head : start;
  return {
    sets: await signEntries(entries, head.incarnation, sign),
    moreAvailable,
    cursor: writeCursor(place ?? { incarnation: head.incarnation, seq: 0, chain: '' }),
  };
}

/** Where to begin; null: at the beginning. A cursor of ours also says what has arrived. */
async function startOf(
  { cursor, setErrs, highestEpoch }: CursorRequest,
  { stream, feed, deliveries, watcher, clock, watch }: PollSource,
): Promise<Cursor | null> {
  switch (await feed.judge(cursor, highestEpoch)) {
    case 'current':
      // With refusals it says how far was read, and not what was taken.
      if (cursor && setErrs.size === 0)
        await deliveries.acknowledgedUpTo(stream, cursor.seq, clock());
      return cursor;
    case 'superseded':
      return null;
    case 'lost': {
      await feed.beginIncarnation(cursor, highestEpoch);
      watch.onAlarm?.('history_lost', null);
      watcher.wake();
      return null;
    }
  }
}

import { MAX_POLL_EVENTS } from './constants.ts';
import { parseEventId, writeEventId } from './event-id.ts';
import type { FeedEntry } from './feed.ts';
import type { PollRequest } from './poll-request.ts';
import { type PollAnswer, type PollSource, signEntries } from './poll-source.ts';

interface Page {
  readonly entries: readonly FeedEntry[];
  readonly moreAvailable: boolean;
}

/** Takes note of events that a receiver has taken care of. Ids of another incarnation mean nothing here. */
export async function acknowledge(
  ack: readonly string[],
  { stream, feed, deliveries, clock }: PollSource,
): Promise<void> {
  if (ack.length === 0) return;
  const { incarnation } = await feed.head();
  const places = ack.map(parseEventId).filter((place) => place?.incarnation === incarnation);
  const seqs = places.flatMap((place) => place?.seq ?? []);
  if (seqs.length > 0) await deliveries.acknowledged(stream, seqs, clock());
}

/**
 * Answers a receiver that counts by `ack`, as RFC 8936 has it, with what it has neither acknowledged nor refused:
 * the oldest first, again and again.
 */
export async function answerByAck(
  request: PollRequest,
  refused: ReadonlySet<string>,
  source: PollSource,
  signal: AbortSignal | undefined,
): Promise<PollAnswer> {
  const { maxEvents, returnImmediately, holdSeconds } = request;
  const { feed, watcher, sign } = source;
  const { seq, incarnation } = await feed.head();
  const isOpen = (entry: FeedEntry): boolean =>
    !refused.has(writeEventId({ incarnation, seq: entry.seq }));
  let page = await readOpen(source, maxEvents, isOpen);
  if (page.entries.length === 0 && maxEvents > 0 && !returnImmediately) {
    await watcher.waitBeyond(seq, { timeoutMilliseconds: holdSeconds * 1000, signal });
    page = await readOpen(source, maxEvents, isOpen);
  }
  const { entries, moreAvailable } = page;
  return { sets: await signEntries(entries, incarnation, sign), moreAvailable };
}

async function readOpen(
  { stream, feed, deliveries }: PollSource,
  limit: number,
  isOpen: (entry: FeedEntry) => boolean,
): Promise<Page> {
  const found: FeedEntry[] = [];
  let after = (await deliveries.read(stream)).ackedSeq;
  for (;;) {
    const entries = await feed.read(after, MAX_POLL_EVENTS);
    const seqs = entries.map(({ seq }) => seq);
    const unacknowledged = new Set(await deliveries.unacknowledged(stream, seqs));
    found.push(...entries.filter((entry) => unacknowledged.has(entry.seq) && isOpen(entry)));
    if (found.length > limit) return { entries: found.slice(0, limit), moreAvailable: true };
    if (entries.length < MAX_POLL_EVENTS) return { entries: found, moreAvailable: false };
    after = seqs.at(-1) ?? after;
  }
}

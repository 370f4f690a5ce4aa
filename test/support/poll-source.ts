import { createPollAnswerer, type PollOutcome } from '../../shared/src/invalidation/answer-poll.ts';
import { InvalidationError } from '../../shared/src/invalidation/errors.ts';
import { writeEventId } from '../../shared/src/invalidation/event-id.ts';
import type { VerifyEvent } from '../../shared/src/invalidation/event-reader.ts';
import { FeedWatcher } from '../../shared/src/invalidation/feed-watcher.ts';
import type { PollAnswer, SignEntry } from '../../shared/src/invalidation/poll-source.ts';
import { createMemoryDeliveries } from './memory-deliveries.ts';
import { createMemoryFeed } from './memory-feed.ts';
import { createTestScheduler } from './test-scheduler.ts';

/** When the test store's day begins, in epoch milliseconds. */
export const TODAY = Date.UTC(2040, 0, 1);

/** An event as text that can be read without keys: for tests of what becomes of events. */
export const signPlainly: SignEntry = async (entry, incarnation) =>
  JSON.stringify({ incarnation, ...entry });

/** Reads what `signPlainly` has written; the pseudonym of a subject is the subject. */
export const verifyPlainly: VerifyEvent = async (text) => {
  const { incarnation, seq, refuse, ...entry } = JSON.parse(text);
  if (refuse !== undefined) throw new InvalidationError(refuse, 'planted');
  const signedOut = entry.reason === 'sign-out';
  const jti = writeEventId({ incarnation, seq });
  return { kind: 'change', jti, incarnation, seq, learned: { signedOut, ...entry } };
};

/** A transmitter's end of the polls over stores in memory. */
export function createTestSource() {
  const scheduler = createTestScheduler();
  const clock = (): number => TODAY + scheduler.now();
  const feed = createMemoryFeed(clock);
  const deliveries = createMemoryDeliveries('shopping');
  const watcher = new FeedWatcher({ feed, scheduler });
  const alarms: string[] = [];
  const watch = {
    onAlarm: (word: string, jti: string | null) => void alarms.push(`${word} ${jti}`),
  };
  const source = { stream: 'shopping', feed, deliveries, watcher, sign: signPlainly, clock, watch };
  const answerPoll = createPollAnswerer(source);
  return { ...source, scheduler, alarms, answerPoll };
}

/** The answer of a poll that was answered. */
export function answerOf(outcome: PollOutcome): PollAnswer {
  if (outcome.kind !== 'answered') throw new Error(`expected an answer, got ${outcome.kind}`);
  return outcome.answer;
}

/** What a poll brought: positions in order, whether there is more, and the cursor. */
export async function seen(polling: Promise<PollOutcome>) {
  const { sets, moreAvailable, cursor } = answerOf(await polling);
  const seqs = Object.values(sets).map((text): number => JSON.parse(text).seq);
  return { seqs, moreAvailable, cursor };
}

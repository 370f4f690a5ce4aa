import type { Random } from '../core/random.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { PeerClient } from '../peer/peer-client.ts';
import { type BackgroundLoop, createLoop } from './background-loop.ts';
import { pollDelayMilliseconds } from './backoff.ts';
import { MAX_POLL_EVENTS, PEER_TIMEOUT_SECONDS } from './constants.ts';
import { POLL_PATH } from './endpoints.ts';
import { type Refusals, takeIn } from './event-intake.ts';
import type { VerifyEvent } from './event-reader.ts';
import { failureWord } from './failure-word.ts';
import { type Cursor, writeCursor } from './feed.ts';
import type { Lease } from './lease.ts';
import { type DeliveryWatch, Outage } from './outage.ts';
import { parsePollAnswer, type ReceivedAnswer } from './poll-answer.ts';
import type { PushError } from './push-error.ts';
import type { Learned, ReceiverStore } from './receiver-store.ts';

/** What a poller is made of. */
export interface PollerOptions {
  readonly peer: PeerClient;
  readonly verify: VerifyEvent;
  readonly receiver: ReceiverStore;
  readonly lease: Lease;
  /** How long the transmitter is asked to hold a poll. */
  readonly holdSeconds: number;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly watch: DeliveryWatch;
}

/** Refusals that one poll tells of: the transmitter takes no endless bodies, and one is enough to have it look. */
const MAX_TOLD = 50;
/** Least time of a poll that was to be held and brought nothing: a transmitter that holds none is not flooded. */
const MIN_ROUND_MILLISECONDS = 250;

/**
 * The receiver's end of the polls (RFC 8936): reads the feed to its end, again and again, and keeps the lease.
 *
 * When an event is refused, three things are wanted that one step cannot give: the feed goes on, nothing is
 * passed over in silence, and freshness is not claimed while a session may be alive that has ended. So a round
 * reads on behind the refused event and learns all the others, but stores no cursor from there on: the next
 * round, and the next process, meets the event again. Until it is taken, or a newer event of its subject has
 * taken its place in the feed, the lease is not confirmed and recognized shoppers are guests. The transmitter
 * hears of it by `setErrs`, our side by an alarm.
 */
export function createPoller(options: PollerOptions): BackgroundLoop {
  const { scheduler, random, watch } = options;
  const outage = new Outage(watch);
  let failures = 0;
  let refused: Refusals = new Map();

  return createLoop(async (signal) => {
    let word: string | null = null;
    try {
      refused = await readFeed(options, refused, signal);
      word = [...refused.values()][0]?.err ?? null;
    } catch (error) {
      word = error instanceof UnusableAnswer ? error.word : failureWord(error);
    }
    if (signal.aborted) return;
    failures = word === null ? 0 : failures + 1;
    if (word === null) return outage.over();
    outage.failed(word);
    await scheduler.sleep(pollDelayMilliseconds(failures, random), signal);
  });
}

/** The transmitter's answer is none that one can learn from. Never leaves this file. */
class UnusableAnswer extends Error {
  readonly word: string;

  constructor(word: string) {
    super(word);
    this.word = word;
  }
}

/** One round, to the end of the feed. Returns what was refused in it. */
async function readFeed(
  options: PollerOptions,
  refusedBefore: Refusals,
  signal: AbortSignal,
): Promise<Refusals> {
  const { receiver, lease, scheduler, verify, watch } = options;
  const isHeld = lease.isFresh();
  const refused = new Map<string, PushError>();
  let place = await receiver.cursor();
  let untold = refusedBefore;
  let events = 0;
  const roundStartedAt = scheduler.now();
  for (let isLast = false; !isLast; untold = refused) {
    const startedAt = scheduler.now();
    const answer = await poll(place, untold, !isHeld, options, signal);
    const learned = await takeIn(answer.sets, { refused, refusedBefore, verify, watch });
    await learn(receiver, learned, refused.size === 0 ? answer.cursor : null);
    isLast = !answer.moreAvailable;
    if (!isLast && isSamePlace(place, answer.cursor)) throw new UnusableAnswer('malformed');
    if (isLast && refused.size === 0) lease.confirm(startedAt);
    place = answer.cursor;
    events += answer.sets.length;
  }
  const left = MIN_ROUND_MILLISECONDS - (scheduler.now() - roundStartedAt);
  if (isHeld && events === 0 && left > 0) await scheduler.sleep(left, signal);
  return refused;
}

async function poll(
  place: Cursor | null,
  untold: Refusals,
  returnImmediately: boolean,
  { peer, receiver, holdSeconds }: PollerOptions,
  signal: AbortSignal,
): Promise<ReceivedAnswer> {
  const body = {
    maxEvents: MAX_POLL_EVENTS,
    returnImmediately,
    cursor: place && writeCursor(place),
    highest_epoch: await receiver.highestEpoch(),
    hold_seconds: holdSeconds,
    ...(untold.size > 0 && { setErrs: Object.fromEntries([...untold].slice(0, MAX_TOLD)) }),
  };
  const answer = await peer.call({
    method: 'POST',
    path: POLL_PATH,
    body: JSON.stringify(body),
    contentType: 'application/json',
    // RFC 8936 wants the language of the descriptions in `setErrs`.
    headers: { 'content-language': 'en' },
    timeoutSeconds: holdSeconds + PEER_TIMEOUT_SECONDS,
    signal,
  });
  const parsed = parsePollAnswer(answer);
  if (typeof parsed === 'string') throw new UnusableAnswer(parsed);
  return parsed;
}

async function learn(
  receiver: ReceiverStore,
  learned: readonly Learned[],
  cursor: Cursor | null,
): Promise<void> {
  await (cursor === null ? receiver.learn(learned) : receiver.learn(learned, cursor));
}

function isSamePlace(a: Cursor | null, b: Cursor): boolean {
  return a !== null && writeCursor(a) === writeCursor(b);
}

import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { Scheduler } from '../core/scheduler.ts';
import type { PeerClient } from '../peer/peer-client.ts';
import { type BackgroundLoop, createLoop } from './background-loop.ts';
import { MAX_RETRY_AFTER_SECONDS } from './backoff.ts';
import type { Delivery, DeliveryStore } from './delivery-store.ts';
import { writeEventId } from './event-id.ts';
import { failureWord } from './failure-word.ts';
import type { FeedEntry, FeedStore } from './feed.ts';
import type { FeedWatcher } from './feed-watcher.ts';
import { type DeliveryWatch, Outage } from './outage.ts';
import type { SignEntry } from './poll-source.ts';
import { pushEvent } from './push-event.ts';

/** What a pusher is made of. */
export interface PusherOptions {
  readonly stream: string;
  readonly feed: FeedStore;
  readonly deliveries: DeliveryStore;
  readonly watcher: FeedWatcher;
  readonly peer: PeerClient;
  readonly sign: SignEntry;
  /** Whether pushes go by TLS: otherwise only a poll acknowledges. Default: true. */
  readonly isPrivate?: boolean;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly watch: DeliveryWatch;
}

/** How often to look whether a pause, a wait or another worker's right is over. */
const LOOK_MILLISECONDS = 1_000;
/** How long the right to push is held: longer than a push can take, so that nobody else begins meanwhile. */
const CLAIM_MILLISECONDS = 30_000;
/** When a receiver that says it is gone is tried again. */
const GONE_MILLISECONDS = 5 * 60_000;
const WORKER_BYTES = 8;

/**
 * Pushes the entries of the feed to the receiver (RFC 8935), one after the other, for ever: what it could not
 * push stays in the feed. Of the pushers of several processes one works; when it dies, another takes over.
 */
export function createPusher(options: PusherOptions): BackgroundLoop {
  const { stream, deliveries, scheduler, watch } = options;
  const worker = Buffer.from(options.random(WORKER_BYTES)).toString('hex');
  const outage = new Outage(watch);
  const loop = createLoop(async (signal) => {
    try {
      await round(options, worker, outage, signal);
    } catch (error) {
      outage.failed(failureWord(error));
      await scheduler.sleep(LOOK_MILLISECONDS, signal);
    }
  });
  return {
    start: loop.start,
    async stop() {
      await loop.stop();
      await deliveries.release(stream, worker);
    },
  };
}

async function round(
  options: PusherOptions,
  worker: string,
  outage: Outage,
  signal: AbortSignal,
): Promise<void> {
  const { stream, feed, deliveries, watcher, clock, scheduler } = options;
  const rest = (): Promise<void> => scheduler.sleep(LOOK_MILLISECONDS, signal);
  const before = await deliveries.read(stream);
  if (!isDue(before, clock())) return rest();
  const wait = { timeoutMilliseconds: LOOK_MILLISECONDS, signal };
  if (!(await watcher.waitBeyond(placeOf(before), wait))) return;
  const now = clock();
  if (!(await deliveries.claim(stream, worker, now, now + CLAIM_MILLISECONDS))) return rest();
  // Again, now that nobody else can change it.
  const delivery = await deliveries.read(stream);
  const [entry] = isDue(delivery, clock()) ? await feed.read(placeOf(delivery), 1) : [];
  if (!entry) return rest();
  await pushEntry(entry, delivery, options, outage, signal);
}

/** Where the next entry to push stands behind. */
function placeOf({ pushedSeq, ackedSeq }: Delivery): number {
  return Math.max(pushedSeq, ackedSeq);
}

/** A time further ahead than any wait can be was written before the clock was set back. */
function isDue({ status, nextTryAt }: Delivery, now: number): boolean {
  const isWaiting = nextTryAt > now && nextTryAt <= now + MAX_RETRY_AFTER_SECONDS * 1000;
  return status === 'enabled' && !isWaiting;
}

async function pushEntry(
  entry: FeedEntry,
  delivery: Delivery,
  options: PusherOptions,
  outage: Outage,
  signal: AbortSignal,
): Promise<void> {
  const { stream, feed, deliveries, sign, clock, watch } = options;
  const { incarnation } = await feed.head();
  const jwt = await sign(entry, incarnation);
  const outcome = await pushEvent(jwt, delivery.attempts + 1, options, signal);
  // An attempt that we broke off ourselves says nothing about the receiver.
  if (signal.aborted && outcome.kind !== 'pushed') return;
  const now = clock();
  switch (outcome.kind) {
    case 'pushed':
      await deliveries.pushed(stream, entry.seq, options.isPrivate === false ? null : now);
      return outage.over();
    case 'failed':
      await deliveries.failed(stream, outcome.word, now + Math.ceil(outcome.delaySeconds * 1000));
      return outage.failed(outcome.word);
    case 'skipped':
      await deliveries.skipped(stream, entry.seq, outcome.word);
      watch.onAlarm?.(outcome.word, writeEventId({ incarnation, seq: entry.seq }));
      return outage.over();
    case 'gone':
      // Not the whole stream: polls keep the lease, and anybody on the way of a plain-HTTP push can say 410.
      await deliveries.failed(stream, 'gone', now + GONE_MILLISECONDS);
      if (delivery.lastError !== 'gone') watch.onAlarm?.('gone', null);
  }
}

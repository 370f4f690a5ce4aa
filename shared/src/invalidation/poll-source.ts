import type { Clock } from '../core/clock.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { writeEventId } from './event-id.ts';
import type { FeedEntry, FeedStore } from './feed.ts';
import type { FeedWatcher } from './feed-watcher.ts';
import type { DeliveryWatch } from './outage.ts';

/** Signs the event of an entry. */
export type SignEntry = (entry: FeedEntry, incarnation: string) => Promise<string>;

/** What polls are answered from. */
export interface PollSource {
  readonly stream: string;
  readonly feed: FeedStore;
  readonly deliveries: DeliveryStore;
  readonly watcher: FeedWatcher;
  readonly sign: SignEntry;
  readonly clock: Clock;
  readonly watch: DeliveryWatch;
}

/** The body of an answer (RFC 8936 §2.3). */
export interface PollAnswer {
  /** Events by `jti`. */
  readonly sets: Readonly<Record<string, string>>;
  readonly moreAvailable: boolean;
  /** Ours: where the receiver is when it has learned these. For requests with a cursor. */
  readonly cursor?: string;
}

/** The events of entries, by `jti`. */
export async function signEntries(
  entries: readonly FeedEntry[],
  incarnation: string,
  sign: SignEntry,
): Promise<Readonly<Record<string, string>>> {
  const signed = entries.map(async (entry) => {
    const jti = writeEventId({ incarnation, seq: entry.seq });
    return [jti, await sign(entry, incarnation)] as const;
  });
  return Object.fromEntries(await Promise.all(signed));
}

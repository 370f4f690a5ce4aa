import type { Role } from 'domain-bridge/handoff';
import type { BridgeStores } from '../../shared/src/flows/bridge-options.ts';
import type { Invalidator } from '../../shared/src/invalidation/change.ts';
import type { FeedEntry, FeedStore } from '../../shared/src/invalidation/feed.ts';
import type { Learned, ReceiverStore } from '../../shared/src/invalidation/receiver-store.ts';
import { type Database, openDatabase } from '../../shared/src/sqlite/database.ts';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteFeedStore } from '../../shared/src/sqlite/feed-store.ts';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { createSqliteOrderedDotStore } from '../../shared/src/sqlite/ordered-dot-store.ts';
import { createSqliteReceiverStore } from '../../shared/src/sqlite/receiver-store.ts';
import { createSqliteReplayStore } from '../../shared/src/sqlite/replay-store.ts';
import { migrateBridge } from '../../shared/src/sqlite/schema.ts';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';
import { createSqliteStateStore } from '../../shared/src/sqlite/state-store.ts';
import type { TestClock } from './test-clock.ts';

/** The databases of both domains and everything that stands on them. */
export interface SqliteSides {
  readonly databases: Readonly<Record<Role, Database>>;
  readonly stores: Readonly<Record<Role, BridgeStores>>;
  /** Of checkout. */
  readonly invalidator: Invalidator;
  /** Of checkout. */
  readonly feed: FeedStore;
  /** Of the shop. */
  readonly receiver: ReceiverStore;
  close(): void;
}

/** Opens two databases in memory; real SQLite, and gone with the process. */
export function createSqliteSides(clock: TestClock): SqliteSides {
  const databases = { shopping: open(), checkout: open() };
  const { shopping, checkout } = databases;
  const invalidator = createSqliteInvalidator(checkout, { clock: clock.now });
  const ordered = createSqliteOrderedDotStore(checkout);
  return {
    databases,
    stores: {
      shopping: storesOn(shopping),
      checkout: { ...storesOn(checkout), invalidator, ordered },
    },
    invalidator,
    feed: createSqliteFeedStore(checkout, { clock: clock.now }),
    receiver: createSqliteReceiverStore(shopping),
    close() {
      shopping.close();
      checkout.close();
    },
  };
}

/** What a receiver learns from an entry of the feed: users go by their pseudonyms. */
export function toLearned(entry: FeedEntry, pairwise: (entity: string) => string): Learned {
  const { at, reason } = entry;
  switch (entry.kind) {
    case 'subject':
      return { kind: 'subject', subject: pairwise(entry.subject), epoch: entry.epoch, at, reason };
    case 'session':
      return { kind: 'session', sid: entry.sid, signedOut: reason === 'sign-out', at, reason };
    case 'everyone':
      return { kind: 'everyone', epoch: entry.epoch, at, reason };
  }
}

function open(): Database {
  const db = openDatabase(':memory:');
  migrateBridge(db);
  return db;
}

function storesOn(db: Database): BridgeStores {
  return {
    states: createSqliteStateStore(db),
    replays: createSqliteReplayStore(db),
    sessions: createSqliteSessionStore(db),
    epochs: createSqliteEpochStore(db),
  };
}

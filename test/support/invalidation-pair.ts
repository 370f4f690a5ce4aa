import { afterEach, beforeEach } from '@jest/globals';
import type { ChangeOutcome, EndReason } from '../../shared/src/invalidation/change.ts';
import type { Learned } from '../../shared/src/invalidation/receiver-store.ts';
import { createSqliteSides, type SqliteSides, toLearned } from './sqlite-sides.ts';
import {
  OTHER_USER,
  type SideOptions,
  type StorePair,
  startStorePair,
  USER,
} from './store-pair.ts';
import { createTestClock } from './test-clock.ts';

/** A store pair on SQLite, without the wire between the servers: a test hands the events over itself. */
export interface InvalidationPair extends StorePair, Omit<SqliteSides, 'close' | 'stores'> {
  /** Whether the shop has heard from checkout lately; it has until a test says otherwise. */
  readonly lease: { isFresh: boolean };
  /** An administrator ends every session of a user. */
  revoke(user?: string, reason?: EndReason): Promise<ChangeOutcome>;
  /** An administrator ends one session of a user. */
  endSession(sid: string, user?: string): Promise<ChangeOutcome>;
  /** An administrator ends everybody's sessions. */
  endEveryone(): Promise<ChangeOutcome>;
  /** Everything that the feed says at the moment, as the shop hears it. */
  events(): Promise<readonly Learned[]>;
  /** The shop hears of everything. */
  learn(): Promise<void>;
}

const ALL = 10_000;

/** Gives every test of the surrounding block a fresh pair; call the answer to get at it. */
export function eachInvalidationPair(both: SideOptions = {}): () => InvalidationPair {
  let pair: InvalidationPair | undefined;
  beforeEach(async () => {
    pair = await startInvalidationPair(both);
  });
  afterEach(() => pair?.close());
  return () => {
    if (!pair) throw new Error('a pair exists within a test only');
    return pair;
  };
}

async function startInvalidationPair(both: SideOptions): Promise<InvalidationPair> {
  const clock = createTestClock();
  const { stores, close, ...sides } = createSqliteSides(clock);
  for (const user of [USER, OTHER_USER]) await stores.checkout.epochs?.raise(user, clock.now());
  const lease = { isFresh: true };
  const pair = await startStorePair(
    {
      both,
      shop: { stores: stores.shopping, isConfirmed: () => lease.isFresh },
      checkout: { stores: stores.checkout },
    },
    clock,
  );
  const { pairwise = String } = pair.checkout.bridge.parts;
  const by = (reason: EndReason) =>
    ({ actor: 'admin', initiatingEntity: 'admin', reason }) as const;
  const events = async () =>
    (await sides.feed.read(0, ALL)).map((entry) => toLearned(entry, pairwise));
  return {
    ...pair,
    ...sides,
    lease,
    revoke: (user = USER, reason = 'password-change') => sides.invalidator.revoke(user, by(reason)),
    endSession: (sid, subject = USER) =>
      sides.invalidator.endSession({ subject, sid }, by('session-ended')),
    endEveryone: () => sides.invalidator.endEveryone(by('everyone')),
    events,
    learn: async () => sides.receiver.learn(await events()),
    close: async () => {
      await pair.close();
      close();
    },
  };
}

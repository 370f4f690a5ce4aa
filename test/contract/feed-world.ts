import type { AuditTrail } from '../../shared/src/invalidation/audit.ts';
import type { Change, ChangeOutcome, Invalidator } from '../../shared/src/invalidation/change.ts';
import type { FeedStore } from '../../shared/src/invalidation/feed.ts';
import type { EpochStore } from '../../shared/src/session/session-store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** Two views of one feed, and what fills it. */
export interface FeedStorePair {
  readonly one: FeedStore;
  readonly other: FeedStore;
  readonly invalidator: Invalidator;
  readonly audit: AuditTrail;
  readonly epochs: EpochStore;
  /** Puts a session of this subject on file. */
  readonly signIn: (subject: string, sid: string) => Promise<void>;
}

/** Makes a pair that goes by this clock. */
export type CreateFeedStorePair = (clock: TestClock) => FeedStorePair;

/** More entries than any test makes. */
export const ALL = 1_000;
export const CHANGE: Change = {
  actor: 'usr_admin',
  initiatingEntity: 'admin',
  reason: 'role-change',
};

/** A pair with a clock; what happens answers with its place in the feed. */
export function createFeedWorld(createPair: CreateFeedStorePair) {
  const clock = createTestClock();
  const pair = createPair(clock);
  const { invalidator, other, signIn } = pair;
  const revoke = (subject: string, change = CHANGE) => seqOf(invalidator.revoke(subject, change));
  const endEveryone = () => seqOf(invalidator.endEveryone({ ...CHANGE, reason: 'everyone' }));
  async function endSession(sid: string, reason: Change['reason'] = 'session-ended') {
    await signIn('owner', sid);
    return seqOf(invalidator.endSession({ subject: 'owner', sid }, { ...CHANGE, reason }));
  }
  const seqs = async () => (await other.read(0, ALL)).map(({ seq }) => seq);
  return { ...pair, clock, revoke, endEveryone, endSession, seqs };
}

async function seqOf(outcome: Promise<ChangeOutcome>): Promise<number> {
  const made = await outcome;
  if (made.kind !== 'changed') throw new Error(made.kind);
  return made.seq;
}

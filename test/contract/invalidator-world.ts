import type { AuditTrail } from '../../shared/src/invalidation/audit.ts';
import type { Change, ChangeOutcome, Invalidator } from '../../shared/src/invalidation/change.ts';
import type { EpochStore, SessionStore } from '../../shared/src/session/session-store.ts';
import { sampleSession } from '../support/stored-session.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** Two views of one invalidator, and the stores that show what it does. */
export interface InvalidatorPair {
  readonly one: Invalidator;
  readonly other: Invalidator;
  readonly sessions: SessionStore;
  readonly epochs: EpochStore;
  readonly audit: AuditTrail;
}

/** Makes a pair that goes by this clock. */
export type CreateInvalidatorPair = (clock: TestClock) => InvalidatorPair;

export const DAY = 86_400;
export const CHANGE: Change = {
  actor: 'usr_admin',
  initiatingEntity: 'admin',
  reason: 'sessions-revoked',
};

/** A pair with a clock, and people who sign in. */
export function createInvalidatorWorld(createPair: CreateInvalidatorPair) {
  const clock = createTestClock();
  const pair = createPair(clock);
  const now = (): number => Math.floor(clock.now() / 1000);
  /** Signs somebody in, under the epoch of this moment. */
  async function signIn(entity: string, sid = `sid_${entity}`): Promise<string> {
    await pair.epochs.raise(entity, 1);
    const epoch = await pair.epochs.effective(entity);
    const idHash = `${sid} at ${epoch}`;
    const created = await pair.sessions.create(idHash, sampleSession({ entity, sid, epoch }));
    if (!created) throw new Error('the session was not created');
    return idHash;
  }
  const lives = async (idHash: string) => (await pair.sessions.read(idHash, now())) !== null;
  const trail = async () => (await pair.audit.read({ after: 0 })).length;
  return { ...pair, clock, signIn, lives, trail };
}

/** The epoch that a change has raised a subject, or the floor, to. */
export function epochOf(outcome: ChangeOutcome): number {
  if (outcome.kind !== 'changed' || outcome.epoch === null) throw new Error(outcome.kind);
  return outcome.epoch;
}

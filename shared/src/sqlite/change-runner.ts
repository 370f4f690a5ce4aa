import type { Clock } from '../core/clock.ts';
import { type Random, systemRandom } from '../core/random.ts';
import type { Change, ChangeOutcome, IdempotentRequest } from '../invalidation/change.ts';
import type { Database } from './database.ts';
import { runDurably } from './durable-transaction.ts';

/** Runs what changes users, each in one durable transaction with what the change ends. */
export interface ChangeRunner {
  /**
   * Runs `work`. What it writes to a table with `userTriggers`, or to `audit`, ends sessions under the name
   * of `change`. Synchronous, because a transaction is. Not within itself: a change has one name.
   *
   * @param work Returns false to refuse: then nothing has happened.
   * @returns Of several subjects, what the last one's end came to.
   */
  run(change: Change, work: () => boolean): ChangeOutcome;
  /**
   * Runs SQL on users that ends nobody's session. As durable as a change: a new user has an epoch, and one that
   * the shop has heard of and a power cut took from here would pass for a lost history, and end everybody.
   */
  quietly<Result>(work: () => Result): Result;
}

/** What `run` is made of. */
export interface ChangeRunnerOptions {
  /** Epoch milliseconds; epochs are made of it. */
  readonly clock: Clock;
  /** Source of a `txn` that the change does not bring. Default: the system's. */
  readonly random?: Random;
}

interface Written {
  readonly seq: number;
  readonly epoch: number | null;
}

interface KeptKey {
  readonly fingerprint: string;
  readonly epoch: number | null;
  readonly seq: number | null;
}

const TXN_BYTES = 16;

/** Rolls back what `work` has written before it refused. */
class Refused extends Error {}

/** Makes the runner of a database. */
export function createChangeRunner(
  db: Database,
  { clock, random = systemRandom }: ChangeRunnerOptions,
): ChangeRunner {
  const enter = db.prepare(
    `INSERT INTO change_context (id, now, actor, initiating_entity, reason, note, txn, quiet)
     VALUES (1, :now, :actor, :initiatingEntity, :reason, :note, :txn, :quiet)`,
  );
  const leave = db.prepare('DELETE FROM change_context');
  const lastId = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM audit').pluck();
  const written = db.prepare<[number], Written>(
    `SELECT id AS seq, new_epoch AS epoch FROM audit WHERE id > ? AND kind <> 'refused'
     ORDER BY id DESC LIMIT 1`,
  );
  const findKey = db.prepare<[string, string, number], KeptKey>(
    `SELECT fingerprint, epoch, seq FROM change_keys
     WHERE credential = ? AND key = ? AND expires_at > ?`,
  );
  const keepKey = db.prepare(
    `INSERT OR REPLACE INTO change_keys (credential, key, fingerprint, epoch, seq, expires_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );

  function within<Result>(context: Record<string, unknown>, work: () => Result): Result {
    enter.run(context);
    const result = work();
    leave.run();
    return result;
  }

  function keep(once: IdempotentRequest, now: number, made: Written | undefined): void {
    const { credential, key, fingerprint, keepSeconds } = once;
    const until = Math.floor(now / 1000) + keepSeconds;
    keepKey.run(credential, key, fingerprint, made?.epoch ?? null, made?.seq ?? null, until);
  }

  function answerAgain({ once }: Change, now: number): ChangeOutcome | null {
    const kept = once && findKey.get(once.credential, once.key, Math.floor(now / 1000));
    if (!kept) return null;
    if (kept.fingerprint !== once.fingerprint) return { kind: 'key_reused' };
    return { kind: 'repeated', epoch: kept.epoch, seq: kept.seq };
  }

  function changeNow(change: Change, work: () => boolean): ChangeOutcome {
    const now = clock();
    const again = answerAgain(change, now);
    if (again) return again;
    const before = lastId.get() ?? 0;
    // Compared with true: a promise, from a caller that forgot to be synchronous, must not pass for a yes.
    if (within(contextOf(change, now, random), work) !== true) throw new Refused();
    const made = written.get(before);
    if (change.once) keep(change.once, now, made);
    return made ? { kind: 'changed', epoch: made.epoch, seq: made.seq } : UNCHANGED;
  }

  return {
    run(change, work) {
      try {
        return runDurably(db, () => changeNow(change, work));
      } catch (error) {
        if (error instanceof Refused) return { kind: 'refused' };
        throw error;
      }
    },
    quietly: (work) =>
      runDurably(db, () => within({ ...contextOf(QUIETLY, clock(), random), quiet: 1 }, work)),
  };
}

const UNCHANGED: ChangeOutcome = { kind: 'unchanged' };
const QUIETLY: Change = {
  actor: 'system',
  initiatingEntity: 'system',
  reason: 'credential-change',
};

function contextOf(
  { actor, initiatingEntity, reason, note, txn }: Change,
  now: number,
  random: Random,
) {
  return {
    now,
    actor,
    initiatingEntity,
    reason,
    note: note ?? null,
    txn: txn ?? Buffer.from(random(TXN_BYTES)).toString('hex'),
    quiet: 0,
  };
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Delivery, DeliveryStore, StreamStatus } from '../invalidation/delivery-store.ts';
import type { Database } from './database.ts';

interface Row {
  readonly stream: string;
  readonly status: StreamStatus;
  readonly pushed_seq: number;
  readonly acked_seq: number;
  readonly attempts: number;
  readonly next_try_at: number;
  readonly last_error: string | null;
}

/** Entries that are acknowledged in one transaction. */
const BATCH = 1_000;

/** A delivery store on SQLite. Nothing in it ever falls: a late answer changes nothing. */
export function createSqliteDeliveryStore(db: Database): DeliveryStore {
  const add = db.prepare(
    `INSERT INTO deliveries (stream, status, pushed_seq, acked_seq, attempts, next_try_at)
     VALUES (?, 'enabled', 0, 0, 0, 0) ON CONFLICT DO NOTHING`,
  );
  const find = db.prepare<[string], Row>('SELECT * FROM deliveries WHERE stream = ?');
  // A claim that lies further ahead than twice our own is from before the clock was set back.
  const claim = db.prepare(
    `UPDATE deliveries SET worker = :worker, claimed_until = :until
     WHERE stream = :stream AND (worker IS NULL OR worker = :worker
       OR claimed_until <= :now OR claimed_until - :now > 2 * (:until - :now))`,
  );
  const release = db.prepare(
    'UPDATE deliveries SET worker = NULL, claimed_until = NULL WHERE stream = ? AND worker = ?',
  );
  const moveOn = db.prepare(
    `UPDATE deliveries SET pushed_seq = max(pushed_seq, :seq), attempts = 0, next_try_at = 0,
            last_error = :error WHERE stream = :stream`,
  );
  const fail = db.prepare(
    `UPDATE deliveries SET attempts = attempts + 1, next_try_at = :nextTryAt, last_error = :error
     WHERE stream = :stream`,
  );
  const raise = db.prepare(
    'UPDATE deliveries SET acked_seq = max(acked_seq, :seq) WHERE stream = :stream',
  );
  const endOfBatch = db
    .prepare<[{ acked: number; seq: number }], number>(
      `SELECT id FROM audit WHERE id > :acked AND id <= :seq ORDER BY id LIMIT 1 OFFSET ${BATCH - 1}`,
    )
    .pluck();
  const ackRange = db.prepare(
    `INSERT INTO acknowledgements (seq, stream, at)
     SELECT id, :stream, :now FROM audit
      WHERE kind <> 'refused' AND id <= :seq
        AND id > (SELECT acked_seq FROM deliveries WHERE stream = :stream)
     ON CONFLICT DO NOTHING`,
  );
  const ackOne = db.prepare(
    `INSERT INTO acknowledgements (seq, stream, at)
     SELECT id, ?, ? FROM audit WHERE id = ? AND kind <> 'refused' ON CONFLICT DO NOTHING`,
  );
  const isAcked = db.prepare('SELECT 1 FROM acknowledgements WHERE seq = ? AND stream = ?').pluck();
  const setStatus = db.prepare('UPDATE deliveries SET status = ? WHERE stream = ?');

  const ack = db.transaction((stream: string, seqs: readonly number[], now: number) => {
    for (const seq of seqs) ackOne.run(stream, now, seq);
  });
  const pushed = db.transaction((stream: string, seq: number, now: number | null) => {
    if (now !== null) ackOne.run(stream, now, seq);
    moveOn.run({ stream, seq, error: null });
  });
  /** Acknowledges one batch; false when that was the last. */
  const ackBatch = db.transaction((stream: string, upTo: number, now: number): boolean => {
    const acked = find.get(stream)?.acked_seq ?? 0;
    const seq = endOfBatch.get({ acked, seq: upTo }) ?? upTo;
    ackRange.run({ stream, seq, now });
    raise.run({ stream, seq });
    return seq < upTo;
  });
  const present = (stream: string): Row => {
    const row = find.get(stream);
    if (row) return row;
    add.run(stream);
    return find.get(stream) as Row;
  };

  return {
    read: async (stream) => toDelivery(present(stream)),
    async claim(stream, worker, now, until) {
      present(stream);
      return claim.run({ stream, worker, now, until }).changes === 1;
    },
    async release(stream, worker) {
      release.run(stream, worker);
    },
    async pushed(stream, seq, now) {
      present(stream);
      pushed.immediate(stream, seq, now);
    },
    async skipped(stream, seq, error) {
      present(stream);
      moveOn.run({ stream, seq, error });
    },
    async failed(stream, error, nextTryAt) {
      present(stream);
      fail.run({ stream, error, nextTryAt });
    },
    async acknowledgedUpTo(stream, seq, now) {
      // Whoever was away may have heard of hundreds of thousands: others have their turn in between.
      while (present(stream).acked_seq < seq && ackBatch.immediate(stream, seq, now)) {
        await nextTurn();
      }
    },
    async acknowledged(stream, seqs, now) {
      present(stream);
      ack.immediate(stream, seqs, now);
    },
    async unacknowledged(stream, seqs) {
      return seqs.filter((seq) => isAcked.get(seq, stream) === undefined).sort((a, b) => a - b);
    },
    async setStatus(stream, status) {
      present(stream);
      setStatus.run(status, stream);
    },
  };
}

function toDelivery({ stream, status, attempts, ...row }: Row): Delivery {
  return {
    stream,
    status,
    attempts,
    pushedSeq: row.pushed_seq,
    ackedSeq: row.acked_seq,
    nextTryAt: row.next_try_at,
    lastError: row.last_error,
  };
}

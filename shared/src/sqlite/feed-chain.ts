import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodeBase64url } from '../core/base64url.ts';
import { sha256 } from '../core/bytes.ts';
import type { Database } from './database.ts';

interface LogRow {
  readonly id: number;
  readonly kind: string;
  readonly subject: string | null;
  readonly sid: string | null;
  readonly epoch: number | null;
}

/** The end of a chain. */
export interface ChainEnd {
  /** The last chained entry; 0: none. */
  readonly seq: number;
  readonly chain: string;
}

/** The chain of the log. */
export interface FeedChain {
  /**
   * Chains what was not chained when it was called, and tells where the chain ends. One statement of a database
   * tool may end hundreds of thousands at once: between batches, whatever else waits has its turn.
   */
  end(): Promise<ChainEnd>;
  /** The chain at a position, as far as `end` has ever come; null when there is no such entry. */
  at(seq: number): string | null;
}

interface Mark extends ChainEnd {
  /** The last row that was looked at, refusals included. */
  readonly readTo: number;
}

/** Rows that are read in one transaction. */
const BATCH = 1_000;
const BEGINNING: Mark = { seq: 0, chain: '', readTo: 0 };

/**
 * Chains the log of the feed: each entry's hash covers the one before, so that two databases with the same
 * chain at a position have the same history up to there. Done when the feed is read, because a trigger that
 * any database tool must be able to run cannot compute a hash, and a change need not wait for it.
 */
export function createFeedChain(db: Database): FeedChain {
  const find = db.prepare<[], Mark>('SELECT seq, chain, read_to AS readTo FROM feed_end');
  const lastRow = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM audit').pluck();
  const unread = db.prepare<[number, number], LogRow>(
    `SELECT id, kind, subject, sid, new_epoch AS epoch FROM audit
      WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const at = db
    .prepare<[number], string>("SELECT chain FROM audit WHERE id = ? AND kind <> 'refused'")
    .pluck();
  const write = db.prepare('UPDATE audit SET chain = ? WHERE id = ?');
  const move = db.prepare(
    `INSERT INTO feed_end (id, seq, chain, read_to) VALUES (1, :seq, :chain, :readTo)
     ON CONFLICT (id) DO UPDATE SET seq = :seq, chain = :chain, read_to = :readTo`,
  );
  const mark = (): Mark => find.get() ?? BEGINNING;

  function append(end: Mark, row: LogRow): Mark {
    if (row.kind === 'refused') return { ...end, readTo: row.id };
    const chain = link(end.chain, row);
    write.run(chain, row.id);
    return { seq: row.id, chain, readTo: row.id };
  }
  /** Chains one batch; false when that was all there is. */
  const extend = db.transaction((): boolean => {
    const before = mark();
    const rows = unread.all(before.readTo, BATCH);
    move.run(rows.reduce(append, before));
    return rows.length === BATCH;
  });

  return {
    async end() {
      // What is written from now on is for the next call: a busy writer must not keep this one for ever.
      const last = lastRow.get() ?? 0;
      while (mark().readTo < last && extend.immediate()) await nextTurn();
      const { seq, chain } = mark();
      return { seq, chain };
    },
    at: (seq) => (seq === 0 ? '' : (at.get(seq) ?? null)),
  };
}

function link(before: string, { id, kind, subject, sid, epoch }: LogRow): string {
  return encodeBase64url(sha256(JSON.stringify([before, id, kind, subject, sid, epoch])));
}

import type { EndReason, InitiatingEntity } from './change.ts';

/**
 * A place in the feed. Three parts, because a number alone would look right in a database that was
 * restored from an older copy: `chain` hashes everything up to `seq`.
 */
export interface Cursor {
  /** Names one unbroken history of the issuer's database; 32 hexadecimal digits. */
  readonly incarnation: string;
  /** The last position that is known; 0: none. */
  readonly seq: number;
  /** SHA-256 over the chain before and this entry, base64url; empty at 0. */
  readonly chain: string;
}

/** What every entry says. */
interface FeedFacts {
  /** Position; rises with every change and is never used again. */
  readonly seq: number;
  /** Epoch milliseconds of the change. */
  readonly at: number;
  readonly reason: EndReason | (string & {});
  readonly initiatingEntity: InitiatingEntity;
  readonly txn: string;
}

/** Every session of one subject that was born below `epoch` has ended. */
export interface SubjectEnded extends FeedFacts {
  readonly kind: 'subject';
  /** As the issuer knows the subject; the pairwise pseudonym goes out. */
  readonly subject: string;
  readonly epoch: number;
}

/** One session has ended. */
export interface SessionEnded extends FeedFacts {
  readonly kind: 'session';
  readonly sid: string;
}

/** Every session of everybody that was born below `epoch` has ended. */
export interface EveryoneEnded extends FeedFacts {
  readonly kind: 'everyone';
  readonly epoch: number;
}

/** One entry of the feed. */
export type FeedEntry = SubjectEnded | SessionEnded | EveryoneEnded;

/** What a receiver's cursor says about the two histories. */
export type CursorVerdict =
  /** Ours: go on behind it. */
  | 'current'
  /** Of an earlier incarnation of ours: read everything again. */
  | 'superseded'
  /** Of a history that this database does not have: it was restored from an older copy. */
  | 'lost';

/** A compacted feed: the newest entry of each subject, of each ended session, and of the floor. */
export interface FeedStore {
  /** The end of the feed. */
  head(): Promise<Cursor>;
  /** Entries behind `seq`, oldest first, at most `limit`. */
  read(after: number, limit: number): Promise<readonly FeedEntry[]>;
  /** The cursor of position `seq`, which `read` has returned. */
  cursorAt(seq: number): Promise<Cursor>;
  /**
   * What a receiver's place says about the two histories.
   *
   * @param highestEpoch The highest epoch that the receiver knows of, as it tells it: all of them are ours, so a
   * higher one than any on file is from a history that was lost, also where the cursor has not come that far. One
   * that is more than 24 hours ahead is out of the floor's reach: no incarnation begins for it a second time until
   * it is within. Default: 0.
   */
  judge(cursor: Cursor | null, highestEpoch?: number): Promise<CursorVerdict>;
  /**
   * Begins a new incarnation after a loss and raises the floor above whatever the lost history may have
   * said, so that every session ends once. One durable transaction; a second call for the same lost cursor
   * changes nothing.
   *
   * @param highestEpoch The highest epoch that the receiver knows of, as it tells it. The floor rises above no
   * epoch that is more than 24 hours ahead.
   */
  beginIncarnation(lost: Cursor | null, highestEpoch: number): Promise<void>;
}

/** Writes a cursor as one word: `incarnation.seq.chain`. */
export function writeCursor({ incarnation, seq, chain }: Cursor): string {
  return `${incarnation}.${seq}.${chain}`;
}

const CURSOR = /^([0-9a-f]{32})\.(0|[1-9][0-9]{0,15})\.([\w-]{43}|)$/;

/** Reads what `writeCursor` wrote; null on anything else. */
export function parseCursor(value: unknown): Cursor | null {
  const match = typeof value === 'string' ? CURSOR.exec(value) : null;
  const [, incarnation = '', digits = '', chain = ''] = match ?? [];
  const seq = Number(digits);
  const wellFormed = match && Number.isSafeInteger(seq) && (seq === 0) === (chain === '');
  return wellFormed ? { incarnation, seq, chain } : null;
}

import { createHmac } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { RateLimiterRes, RateLimiterSQLite } from 'rate-limiter-flexible';

/** How many attempts are allowed in which time. */
export interface AttemptLimit {
  /** Attempts in one window; the next one is refused. */
  readonly attempts: number;
  /** Length of the window in seconds. It begins with the first attempt and does not slide. */
  readonly windowSeconds: number;
}

/** Counts the attempts of subjects, e.g. of an account or an address. */
export interface AttemptCounter {
  /**
   * Counts one more attempt, atomically: of many at once, no more than the limit pass.
   *
   * @returns null when it may go on, otherwise the seconds until the window ends (at least 1).
   */
  take(subject: string): Promise<number | null>;
  /** Takes one counted attempt back. */
  giveBack(subject: string): Promise<void>;
  /** Forgets all attempts of the subject. */
  clear(subject: string): Promise<void>;
}

/** What a counter is made of. */
export interface AttemptCounterOptions {
  /** Migrated by `accountMigrations`. The counts live in it, so they survive a restart. */
  readonly db: Database;
  /**
   * Secret of at least 16 bytes, local to this domain. Subjects are stored as HMAC-SHA-256 under it: the
   * table shows neither addresses nor e-mails, and without the key they cannot be found by trying either.
   * A new key starts all counts anew.
   */
  readonly key: Uint8Array;
  /** Letters that keep the counters of one table apart. */
  readonly name: string;
  readonly limit: AttemptLimit;
}

const LEAST_KEY_BYTES = 16;

/**
 * Makes a counter on `rate-limiter-flexible`, which reads the system's clock and takes no other.
 *
 * @throws {RangeError} when the key is too short.
 */
export function createAttemptCounter(options: AttemptCounterOptions): AttemptCounter {
  const { db, key, name, limit } = options;
  if (key.length < LEAST_KEY_BYTES) {
    throw new RangeError(`"key" expected at least ${LEAST_KEY_BYTES} bytes, got ${key.length}`);
  }
  const limiter = new RateLimiterSQLite({
    storeClient: db,
    storeType: 'better-sqlite3',
    tableName: 'attempts',
    tableCreated: true,
    keyPrefix: name,
    points: limit.attempts,
    duration: limit.windowSeconds,
  });
  const conceal = (subject: string): string =>
    createHmac('sha256', key).update(`${name}\0${subject}`).digest('base64url');

  return {
    take: (subject) => limiter.consume(conceal(subject)).then(() => null, secondsToWait),
    async giveBack(subject) {
      await limiter.reward(conceal(subject));
    },
    async clear(subject) {
      await limiter.delete(conceal(subject));
    },
  };
}

/**
 * Removes counts whose window has ended. The library's own timer is not used: it would fire into a
 * database that a shutdown has closed.
 *
 * @param now Epoch milliseconds, of the system's clock as the counts are.
 * @returns Number of removed rows.
 */
export function removeExpiredAttempts(db: Database, now: number): number {
  return db.prepare('DELETE FROM attempts WHERE expire <= ?').run(now).changes;
}

/** The library rejects with a result when the limit is reached, and with an Error when the store fails. */
function secondsToWait(reason: unknown): number {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  return Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
}

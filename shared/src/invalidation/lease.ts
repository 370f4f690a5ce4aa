import { SECOND } from '../core/duration.ts';
import type { Scheduler } from '../core/scheduler.ts';
import { PEER_TIMEOUT_SECONDS, POLL_HOLD_SECONDS } from './constants.ts';

const MIN_LEASE_SECONDS = 10;
const MAX_LEASE_SECONDS = 300;

/**
 * How long a receiver believes what it knows. Recognized sessions are believed while it is fresh; without it
 * they are served as guests, and nothing is deleted. Nothing is fresh before the first poll has brought all.
 */
export class Lease {
  readonly #milliseconds: number;
  readonly #scheduler: Pick<Scheduler, 'now'>;
  #confirmedAt: number | null = null;

  constructor(options: {
    readonly leaseSeconds: number;
    readonly scheduler: Pick<Scheduler, 'now'>;
  }) {
    this.#milliseconds = options.leaseSeconds * 1000;
    this.#scheduler = options.scheduler;
  }

  /**
   * Everything that was committed before `startedAt` is known.
   *
   * @param startedAt When the poll that brought the last of it *began*, by the scheduler: what was committed
   * while it was under way may be missing.
   */
  confirm(startedAt: number): void {
    this.#confirmedAt = Math.max(startedAt, this.#confirmedAt ?? startedAt);
  }

  /** Whether what is known is at most the lease's time old. */
  isFresh(): boolean {
    if (this.#confirmedAt === null) return false;
    return this.#scheduler.now() - this.#confirmedAt <= this.#milliseconds;
  }
}

/** The times that a lease depends on. */
export interface LeaseTimes {
  readonly leaseSeconds: number;
  /** How long a poll is held. */
  readonly holdSeconds: number;
  /** How much longer a poll may take. */
  readonly timeoutSeconds: number;
}

/**
 * Checks that a healthy link keeps the lease fresh: a lease counts from the beginning of a poll, which is held,
 * and lasts to the end of the next one, which is held too.
 *
 * @throws {RangeError} On a lease outside 10–300 s, or not longer than two holds and a timeout.
 */
export function checkLease({ leaseSeconds, holdSeconds, timeoutSeconds }: LeaseTimes): void {
  if (!(leaseSeconds >= MIN_LEASE_SECONDS && leaseSeconds <= MAX_LEASE_SECONDS)) {
    throw new RangeError(
      `"leaseSeconds" expected ${MIN_LEASE_SECONDS}-${MAX_LEASE_SECONDS}, got ${leaseSeconds}`,
    );
  }
  if (!(2 * holdSeconds + timeoutSeconds < leaseSeconds)) {
    throw new RangeError(
      `"leaseSeconds" expected more than two holds of ${holdSeconds} s and ${timeoutSeconds} s, got ${leaseSeconds}`,
    );
  }
}

/** The longest hold in whole seconds that a lease bears, at most ten. */
export function holdFor(leaseSeconds: number): number {
  const room = leaseSeconds - PEER_TIMEOUT_SECONDS - 1 * SECOND;
  return Math.min(POLL_HOLD_SECONDS, Math.floor(room / 2));
}

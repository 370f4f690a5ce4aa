import type { Database } from 'better-sqlite3';
import { type AttemptLimit, createAttemptCounter } from './attempt-counter.ts';
import { type Counted, giveBackAll, takeAll } from './counted.ts';

const MINUTE = 60;

/** Whose end: one session of the user, or all (all others). */
export type EndScope = 'one' | 'all';

/** Limits of ending one's own sessions. */
export type EndLimits = Readonly<Record<EndScope, AttemptLimit>>;

/**
 * Each end stays on file for good, with a copy of the cart for 30 days, and none of these takes a password. Two
 * limits, so that whoever has signed out device by device may still sign out all of them.
 */
export const END_LIMITS: EndLimits = {
  one: { attempts: 30, windowSeconds: 15 * MINUTE },
  all: { attempts: 10, windowSeconds: 15 * MINUTE },
};

/** Stands before ends of sessions for which the session itself is enough. */
export interface EndLimiter {
  /** Counts an end. Returns null when it may go on, otherwise the seconds to wait; a refused one is not counted. */
  begin(scope: EndScope, user: string): Promise<number | null>;
  /** Nothing has ended: it is taken back. */
  withdraw(scope: EndScope, user: string): Promise<void>;
}

/**
 * Limits for each user how often sessions are ended, with counts that survive a restart.
 *
 * @param options.key Secret under which users are stored hashed; at least 16 bytes.
 * @param options.limits Default: {@link END_LIMITS}.
 */
export function createEndLimiter(options: {
  readonly db: Database;
  readonly key: Uint8Array;
  readonly limits?: EndLimits;
}): EndLimiter {
  const { db, key, limits = END_LIMITS } = options;
  const counters = {
    one: createAttemptCounter({ db, key, name: 'end-one', limit: limits.one }),
    all: createAttemptCounter({ db, key, name: 'end-all', limit: limits.all }),
  };
  const counted = (scope: EndScope, subject: string): Counted[] => [
    { counter: counters[scope], subject },
  ];
  return {
    begin: (scope, user) => takeAll(counted(scope, user)),
    withdraw: (scope, user) => giveBackAll(counted(scope, user)),
  };
}

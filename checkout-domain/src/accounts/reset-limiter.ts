import type { Database } from 'better-sqlite3';
import { addressBlock } from './address-block.ts';
import { type AttemptLimit, createAttemptCounter } from './attempt-counter.ts';
import { takeAll } from './counted.ts';
import type { SignInSource } from './sign-in-limiter.ts';

const HOUR = 60 * 60;

/** Limits of asking for a reset mail. */
export interface ResetLimits {
  /** For one account from anywhere: nobody's mailbox is flooded. */
  readonly account: AttemptLimit;
  /** From one address for any accounts. */
  readonly address: AttemptLimit;
}

/** 3 mails an hour are enough to find one; 20 for all of an office. */
export const RESET_LIMITS: ResetLimits = {
  account: { attempts: 3, windowSeconds: HOUR },
  address: { attempts: 20, windowSeconds: HOUR },
};

/** Stands before the queue of reset mails. */
export interface ResetLimiter {
  /** Counts a request, the same whether the account exists or not. Returns null, or the seconds to wait. */
  begin(source: SignInSource): Promise<number | null>;
}

/**
 * Limits requests for reset mails, with counts that survive a restart.
 *
 * @param options.key Secret under which accounts and addresses are stored hashed; at least 16 bytes.
 * @param options.limits Default: {@link RESET_LIMITS}.
 */
export function createResetLimiter(options: {
  readonly db: Database;
  readonly key: Uint8Array;
  readonly limits?: ResetLimits;
}): ResetLimiter {
  const { db, key, limits = RESET_LIMITS } = options;
  const account = createAttemptCounter({ db, key, name: 'reset', limit: limits.account });
  const address = createAttemptCounter({ db, key, name: 'reset-from', limit: limits.address });
  return {
    begin: (source) =>
      takeAll([
        { counter: account, subject: source.account },
        { counter: address, subject: addressBlock(source.address) },
      ]),
  };
}

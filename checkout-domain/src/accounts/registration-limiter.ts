import type { Database } from 'better-sqlite3';
import { addressBlock } from './address-block.ts';
import { type AttemptLimit, createAttemptCounter } from './attempt-counter.ts';

/** 30 an hour: an office signs up in an afternoon, and asking who has an account (`email_taken`) is slow. */
export const REGISTRATION_LIMIT: AttemptLimit = { attempts: 30, windowSeconds: 60 * 60 };

/** Stands before the password hash of a registration. */
export interface RegistrationLimiter {
  /** Counts an attempt. Returns null when it may go on, otherwise the seconds to wait. */
  begin(address: string): Promise<number | null>;
  /** The attempt came to nothing by our own fault: it is taken back. */
  withdraw(address: string): Promise<void>;
}

/**
 * Limits registrations per network address (IPv6: per /64), with counts that survive a restart.
 *
 * @param options.key Secret under which addresses are stored hashed; at least 16 bytes.
 * @param options.limit Default: {@link REGISTRATION_LIMIT}.
 */
export function createRegistrationLimiter(options: {
  readonly db: Database;
  readonly key: Uint8Array;
  readonly limit?: AttemptLimit;
}): RegistrationLimiter {
  const { db, key, limit = REGISTRATION_LIMIT } = options;
  const counter = createAttemptCounter({ db, key, name: 'registration', limit });
  return {
    begin: (address) => counter.take(addressBlock(address)),
    withdraw: (address) => counter.giveBack(addressBlock(address)),
  };
}

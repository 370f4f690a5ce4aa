import type { Database } from 'better-sqlite3';
import { addressBlock } from './address-block.ts';
import { type AttemptLimit, createAttemptCounter } from './attempt-counter.ts';
import { type Counted, clear, giveBackAll, takeAll } from './counted.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Who tries to sign in, and from where. */
export interface SignInSource {
  /** E-mail address as entered, normalised where it is one. Need not exist: limits must not tell. */
  readonly account: string;
  /** Network address of the browser. IPv6 counts by its /64. */
  readonly address: string;
}

/** Limits of sign-in. A success takes its own attempt back, so what remains counted are failures. */
export interface SignInLimits {
  /** Of one account from one address: a person who forgot, or a guesser. */
  readonly pair: AttemptLimit;
  /** Of one account from anywhere: guessing that is spread over many addresses. */
  readonly account: AttemptLimit;
  /** From one address at any accounts: one password tried on many people. */
  readonly address: AttemptLimit;
}

/** 10 in 15 minutes; the wider ones so that offices behind one address and slow guessing both fit. */
export const SIGN_IN_LIMITS: SignInLimits = {
  pair: { attempts: 10, windowSeconds: 15 * MINUTE },
  account: { attempts: 50, windowSeconds: HOUR },
  address: { attempts: 100, windowSeconds: 15 * MINUTE },
};

/** Stands before the password hash. */
export interface SignInLimiter {
  /**
   * Counts an attempt before its password is looked at. Counting afterwards would let any number of
   * simultaneous guesses through.
   *
   * @returns null when it may go on, otherwise the seconds to wait; a refused attempt is not counted.
   */
  begin(source: SignInSource): Promise<number | null>;
  /** The password was right: the attempt is taken back, and the account starts afresh at this address. */
  succeed(source: SignInSource): Promise<void>;
  /** The password was never looked at: the attempt is taken back. */
  withdraw(source: SignInSource): Promise<void>;
  /** Somebody has shown by other means whose account it is: it starts afresh at this address. */
  excuse(source: SignInSource): Promise<void>;
}

/**
 * Limits sign-in attempts, with counts that survive a restart.
 *
 * @param options.key Secret under which accounts and addresses are stored hashed; at least 16 bytes.
 * @param options.limits Default: {@link SIGN_IN_LIMITS}.
 */
export function createSignInLimiter(options: {
  readonly db: Database;
  readonly key: Uint8Array;
  readonly limits?: SignInLimits;
}): SignInLimiter {
  const { db, key, limits = SIGN_IN_LIMITS } = options;
  const pair = createAttemptCounter({ db, key, name: 'pair', limit: limits.pair });
  const account = createAttemptCounter({ db, key, name: 'account', limit: limits.account });
  const address = createAttemptCounter({ db, key, name: 'address', limit: limits.address });

  const pairOf = (source: SignInSource): Counted => ({
    counter: pair,
    subject: `${source.account}\0${addressBlock(source.address)}`,
  });
  const widerOf = (source: SignInSource): Counted[] => [
    { counter: address, subject: addressBlock(source.address) },
    { counter: account, subject: source.account },
  ];
  /** Narrowest first: whoever has used up a narrow limit must not eat into a wide one that others share. */
  const allOf = (source: SignInSource): Counted[] => [pairOf(source), ...widerOf(source)];

  return {
    begin: (source) => takeAll(allOf(source)),
    withdraw: (source) => giveBackAll(allOf(source)),
    excuse: (source) => clear(pairOf(source)),
    async succeed(source) {
      await clear(pairOf(source));
      await giveBackAll(widerOf(source));
    },
  };
}

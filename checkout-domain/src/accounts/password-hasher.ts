import { randomBytes } from 'node:crypto';
import * as argon2 from '@node-rs/argon2';
import PQueue from 'p-queue';
import {
  createDummyHash,
  type HashCost,
  hasCost,
  isArgon2Hash,
  OWASP_COST,
} from './argon2-hash.ts';

/** The two calls that cost memory and time. */
export type Argon2 = Pick<typeof argon2, 'hash' | 'verify'>;

/** Settings of a hasher, all optional. */
export interface PasswordHasherOptions {
  /** Hashes computed at once. Default 2: each takes 19 MiB and a thread of libuv's pool of 4. */
  readonly concurrency?: number;
  /** Jobs that may wait. Default 64, which two threads work off in about a second. */
  readonly maxWaiting?: number;
  /** Default: {@link OWASP_COST}. Tests take less. */
  readonly cost?: HashCost;
  /** Default: `@node-rs/argon2`. */
  readonly argon2?: Argon2;
  /** Source of the dummy hash. Default: the operating system's generator. */
  readonly random?: (length: number) => Uint8Array;
}

/** Hashes and verifies passwords with Argon2id, a bounded number at a time. */
export interface PasswordHasher {
  /**
   * @returns A PHC string with a fresh salt.
   * @throws {HasherBusyError} when too many jobs wait.
   */
  hash(password: string): Promise<string>;
  /**
   * Compares at the cost of exactly one hash, whatever the answer.
   *
   * @param hash PHC string, or null for a user who does not exist: then, as for an unreadable hash, a
   *   dummy is verified and the answer is false, so that timing does not tell who has an account.
   * @throws {HasherBusyError} when too many jobs wait.
   */
  verify(hash: string | null, password: string): Promise<boolean>;
  /** Whether `hash` was made with other settings than today's and is worth replacing. */
  needsRehash(hash: string): boolean;
}

/** Too many passwords wait to be hashed. Answered with 503: a queue without end would only answer later. */
export class HasherBusyError extends Error {
  override readonly name = 'HasherBusyError';
  readonly code = 'ERR_HASHER_BUSY';
  /** After this the queue has had time to empty. */
  readonly retryAfterSeconds = 2;

  constructor(waiting: number) {
    super(`${waiting} password hashes are waiting already`);
  }
}

/**
 * Makes the hasher of a server; one per process, or the bound means nothing.
 *
 * @throws {RangeError} when a bound is not a positive whole number (`maxWaiting` may be 0).
 */
export function createPasswordHasher(options: PasswordHasherOptions = {}): PasswordHasher {
  const { concurrency = 2, maxWaiting = 64, cost = OWASP_COST } = options;
  const { hash, verify } = options.argon2 ?? argon2;
  checkBound('concurrency', concurrency, 1);
  checkBound('maxWaiting', maxWaiting, 0);
  const settings = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: cost.lanes };
  const dummy = createDummyHash(cost, options.random ?? randomBytes);
  const queue = new PQueue({ concurrency });

  async function runBounded<T>(job: () => Promise<T>): Promise<T> {
    // The queue starts a job in the call that adds it, so `size` counts those that really wait.
    if (queue.pending >= concurrency && queue.size >= maxWaiting) {
      throw new HasherBusyError(queue.size);
    }
    return queue.add(job);
  }

  return {
    hash: (password) => runBounded(() => hash(password, settings)),
    async verify(stored, password) {
      const real = stored !== null && isArgon2Hash(stored) ? stored : null;
      const matches = await runBounded(() => verify(real ?? dummy, password));
      return matches && real !== null;
    },
    needsRehash: (stored) => !hasCost(stored, cost),
  };
}

function checkBound(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`"${name}" expected a whole number of at least ${least}, got ${value}`);
}

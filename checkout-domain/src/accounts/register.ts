import { HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import { findPasswordProblems } from './password-rules.ts';
import type { RegistrationLimiter } from './registration-limiter.ts';
import { type Email, parseEmail, type User } from './user.ts';
import type { UserStore } from './user-store.ts';

/** Someone at the registration form. Everything but the address is untrusted. */
export interface RegistrationAttempt {
  readonly email: string;
  readonly password: string;
  /** Network address of the browser, for the limit; never stored in clear. */
  readonly address: string;
}

/** How a registration ended. */
export type RegistrationOutcome =
  /** A customer; create the session with this birth epoch, if it still holds in that transaction. */
  | { readonly kind: 'ok'; readonly user: User; readonly epoch: number }
  | {
      readonly kind: 'refused';
      /** `invalid_email`, `weak_password` (both 422) or `email_taken` (409). */
      readonly code: 'invalid_email' | 'weak_password' | 'email_taken';
      /** Plain sentences for the form; at least one. They repeat nothing that was entered. */
      readonly problems: readonly string[];
    }
  /** 429 `too_many_attempts` with `Retry-After`. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }
  /** Too many hashes under way; 503 with `Retry-After`. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

/** Creates accounts. */
export interface Registration {
  /** Registers a customer, or says why not. What a typing error costs is not counted towards the limit. */
  register(attempt: RegistrationAttempt): Promise<RegistrationOutcome>;
}

/** What a registration works with. */
export interface RegistrationDeps {
  readonly users: UserStore;
  readonly hasher: PasswordHasher;
  readonly limiter: RegistrationLimiter;
  /** Epoch milliseconds. Default: the system's clock. */
  readonly clock?: () => number;
  /** Name of the shop; a password must not lean on it. */
  readonly shopName?: string;
}

/** Makes the registration of a server. */
export function createRegistration(deps: RegistrationDeps): Registration {
  const { users, hasher, limiter, clock = Date.now, shopName = '' } = deps;

  async function register(attempt: RegistrationAttempt): Promise<RegistrationOutcome> {
    const email = parseEmail(attempt.email);
    if (!email) return refuse('invalid_email', ['This is not an e-mail address.']);
    const problems = findPasswordProblems(attempt.password, { email, shopName });
    if (problems.length > 0) return refuse('weak_password', problems);

    const retryAfterSeconds = await limiter.begin(attempt.address);
    if (retryAfterSeconds !== null) return { kind: 'limited', retryAfterSeconds };
    try {
      return await createCustomer(email, attempt.password);
    } catch (error) {
      if (!(error instanceof HasherBusyError)) throw error;
      await limiter.withdraw(attempt.address);
      return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    }
  }

  /** The store decides who has the address, after the hash: asking first would be a race, and no secret is kept. */
  async function createCustomer(email: Email, password: string): Promise<RegistrationOutcome> {
    const passwordHash = await hasher.hash(password);
    const registered = await users.register({
      email,
      passwordHash,
      role: 'customer',
      now: clock(),
    });
    if (!registered)
      return refuse('email_taken', ['There is an account with this address already.']);
    return { kind: 'ok', ...registered };
  }

  return { register };
}

function refuse(
  code: 'invalid_email' | 'weak_password' | 'email_taken',
  problems: readonly string[],
): RegistrationOutcome {
  return { kind: 'refused', code, problems };
}

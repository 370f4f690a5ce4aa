import { HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import type { SignInLimiter, SignInSource } from './sign-in-limiter.ts';
import { parseEmail, type User } from './user.ts';
import type { Credentials, UserStore } from './user-store.ts';

/** Someone at the sign-in form. Everything but the address is untrusted. */
export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** Network address of the browser, for the limits; never stored in clear. */
  readonly address: string;
}

/** How a sign-in ended. */
export type SignInOutcome =
  /** Create the session with this birth epoch, and only if the epoch still holds in that transaction. */
  | { readonly kind: 'ok'; readonly user: User; readonly epoch: number }
  /** Unknown, wrong or disabled: one answer for all three. 401. */
  | { readonly kind: 'refused'; readonly code: 'wrong_credentials' }
  /** Too many failures; 429 `too_many_attempts` with `Retry-After`. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }
  /** Too many hashes under way; 503 with `Retry-After`. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

/** Tells who someone is by e-mail and password. Creates no session. */
export interface Authenticator {
  /**
   * Answers a sign-in attempt.
   *
   * Unknown address, wrong password and disabled user get the same answer for the same work: one read,
   * one Argon2 verification (ASVS 5 §6.3.8).
   */
  authenticate(attempt: SignInAttempt): Promise<SignInOutcome>;
}

/** What an authenticator works with. */
export interface AuthenticatorDeps {
  readonly users: Pick<UserStore, 'credentials' | 'rehash'>;
  readonly hasher: PasswordHasher;
  readonly limiter: SignInLimiter;
}

const REFUSED: SignInOutcome = { kind: 'refused', code: 'wrong_credentials' };

/** Makes the authenticator of a server. */
export function createAuthenticator(deps: AuthenticatorDeps): Authenticator {
  const { users, hasher, limiter } = deps;

  async function authenticate(attempt: SignInAttempt): Promise<SignInOutcome> {
    const email = parseEmail(attempt.email);
    const source = { account: email ?? attempt.email, address: attempt.address };
    const retryAfterSeconds = await limiter.begin(source);
    if (retryAfterSeconds !== null) return { kind: 'limited', retryAfterSeconds };

    const credentials = email && (await users.credentials(email));
    const matches = await verifyOrWithdraw(credentials, attempt.password, source);
    if (matches instanceof HasherBusyError) {
      return { kind: 'busy', retryAfterSeconds: matches.retryAfterSeconds };
    }
    // Asked after the hash: a disabled user must cost what any other does.
    if (!matches || !credentials || credentials.user.disabled) return REFUSED;

    await limiter.succeed(source);
    await renewHash(credentials, attempt.password);
    return { kind: 'ok', user: credentials.user, epoch: credentials.epoch };
  }

  async function verifyOrWithdraw(
    credentials: Credentials | null,
    password: string,
    source: SignInSource,
  ): Promise<boolean | HasherBusyError> {
    try {
      return await hasher.verify(credentials?.passwordHash ?? null, password);
    } catch (error) {
      if (!(error instanceof HasherBusyError)) throw error;
      await limiter.withdraw(source);
      return error;
    }
  }

  /** Only now is the password at hand to be hashed at today's cost. Another sign-in will do if this one cannot. */
  async function renewHash({ user, passwordHash }: Credentials, password: string): Promise<void> {
    if (!hasher.needsRehash(passwordHash)) return;
    try {
      await users.rehash(user.id, passwordHash, await hasher.hash(password));
    } catch (error) {
      if (!(error instanceof HasherBusyError)) throw error;
    }
  }

  return { authenticate };
}

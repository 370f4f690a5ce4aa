import { HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import { findPasswordProblems } from './password-rules.ts';
import type { SignInLimiter, SignInSource } from './sign-in-limiter.ts';
import type { User, UserId } from './user.ts';
import type { UserChanges } from './user-changes.ts';
import type { Credentials, UserStore } from './user-store.ts';

/** A signed-in user at the form for a new password. The passwords are untrusted. */
export interface PasswordChangeAttempt {
  /** Of the session, never of the request. */
  readonly userId: UserId;
  readonly currentPassword: string;
  readonly newPassword: string;
  /** Whether the acting session is to go on; decides what the others are told, and ends none. Default: false. */
  readonly keepCurrent?: boolean;
  /** Network address of the browser, for the limits; never stored in clear. */
  readonly address: string;
}

/** How a change of password ended. Unless it is `ok`, nothing has happened. */
export type PasswordChangeOutcome =
  /** Every session of the user is over. `epoch` is what a session that goes on is born with; `seq` is the place in the feed. */
  | { readonly kind: 'ok'; readonly user: User; readonly epoch: number; readonly seq: number }
  /** The current password is wrong, or something has ended the user's sessions meanwhile. 401. */
  | { readonly kind: 'refused'; readonly code: 'wrong_credentials' }
  | {
      readonly kind: 'refused';
      /** 422. */
      readonly code: 'weak_password';
      /** Plain sentences for the form; at least one. They repeat nothing that was entered. */
      readonly problems: readonly string[];
    }
  /** Too many wrong ones; 429 `too_many_attempts` with `Retry-After`. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }
  /** Too many hashes under way; 503 with `Retry-After`. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

/** Changes the password of somebody who is signed in. */
export interface PasswordChange {
  /**
   * Checks the current password (ASVS 5 §6.2.3) and sets the new one, which ends every session of the user.
   *
   * Guesses at the current password count as failed sign-ins: whoever finds a browser unlocked gets no more
   * of them than anybody else. A new password that equals the current one is taken: no rule of ASVS 5 is
   * against it, there is nothing to be gained from refusing, and it ends all sessions as its owner wished.
   */
  change(attempt: PasswordChangeAttempt): Promise<PasswordChangeOutcome>;
}

/** What a change of password works with. */
export interface PasswordChangeDeps {
  readonly users: Pick<UserStore, 'credentialsOf'>;
  readonly changes: Pick<UserChanges, 'setPassword'>;
  readonly hasher: PasswordHasher;
  /** The limiter of sign-in: both count together. */
  readonly limiter: SignInLimiter;
  /** Name of the shop; a password must not lean on it. */
  readonly shopName?: string;
}

const REFUSED: PasswordChangeOutcome = { kind: 'refused', code: 'wrong_credentials' };

/** Makes the change of passwords of a server. */
export function createPasswordChange(deps: PasswordChangeDeps): PasswordChange {
  const { users, changes, hasher, limiter, shopName = '' } = deps;

  async function change(attempt: PasswordChangeAttempt): Promise<PasswordChangeOutcome> {
    const credentials = await users.credentialsOf(attempt.userId);
    if (!credentials || credentials.user.disabled) return REFUSED;
    const { email } = credentials.user;
    // Before the limit: a new password that will not do is a slip, and tells nothing about the current one.
    const problems = findPasswordProblems(attempt.newPassword, { email, shopName });
    if (problems.length > 0) return { kind: 'refused', code: 'weak_password', problems };

    const source = { account: email, address: attempt.address };
    const retryAfterSeconds = await limiter.begin(source);
    if (retryAfterSeconds !== null) return { kind: 'limited', retryAfterSeconds };
    try {
      return await replace(credentials, attempt, source);
    } catch (error) {
      if (!(error instanceof HasherBusyError)) throw error;
      await limiter.withdraw(source);
      return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    }
  }

  /** Both hashes are computed outside any transaction; the epoch tells whether what was checked is still so. */
  async function replace(
    { user, passwordHash, epoch }: Credentials,
    { currentPassword, newPassword, keepCurrent = false }: PasswordChangeAttempt,
    source: SignInSource,
  ): Promise<PasswordChangeOutcome> {
    if (!(await hasher.verify(passwordHash, currentPassword))) return REFUSED;
    const newHash = await hasher.hash(newPassword);
    const outcome = await changes.setPassword(
      user.id,
      newHash,
      {
        actor: user.id,
        initiatingEntity: 'user',
        reason: keepCurrent ? 'password-change-keep-current' : 'password-change',
      },
      { epoch },
    );
    await limiter.succeed(source);
    return outcome.kind === 'changed' && outcome.epoch !== null
      ? { kind: 'ok', user, epoch: outcome.epoch, seq: outcome.seq }
      : REFUSED;
  }

  return { change };
}

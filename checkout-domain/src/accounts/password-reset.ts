import { randomBytes } from 'node:crypto';
import type { Change, ChangeOutcome } from 'domain-bridge/invalidation';
import type { MailQueue } from '../mail/mail-task.ts';
import { createDummyHash, type HashCost, OWASP_COST } from './argon2-hash.ts';
import { HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import { findPasswordProblems } from './password-rules.ts';
import type {
  ResetAttempt,
  ResetOutcome,
  ResetRequest,
  ResetRequestOutcome,
} from './reset-attempt.ts';
import type { ResetLimiter } from './reset-limiter.ts';
import { parseResetToken } from './reset-token.ts';
import type { Reset, ResetTokenStore } from './reset-token-store.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';
import { parseEmail, type User, type UserId } from './user.ts';
import type { UserChanges } from './user-changes.ts';
import type { UserStore } from './user-store.ts';

/** Forgotten passwords. */
export interface PasswordReset {
  /**
   * Asks for a mail with a reset link. Known, unknown and disabled accounts get the same answer for the
   * same work: the request is counted and queued, and whose it is comes out only when the mail is written
   * (ASVS 5 §6.3.8).
   */
  begin(request: ResetRequest): Promise<ResetRequestOutcome>;
  /** Whether `confirm` would take the token now, for the page behind the link. */
  isUsable(token: string): Promise<boolean>;
  /** Sets a new password in exchange for a token. */
  confirm(attempt: ResetAttempt): Promise<ResetOutcome>;
  /**
   * Takes a user's password away, ends the user's sessions and mails a reset link: for administrators.
   *
   * @param change Its reason becomes `reset-required`, which is what the mail goes by: it is written from
   *   the audit trail, so that no crash comes between.
   */
  force(userId: UserId, change: Omit<Change, 'reason'>): Promise<ChangeOutcome>;
}

/** What resets work with. */
export interface PasswordResetDeps {
  readonly users: Pick<UserStore, 'read'>;
  readonly changes: Pick<UserChanges, 'setPassword'>;
  readonly tokens: ResetTokenStore;
  readonly hasher: PasswordHasher;
  readonly requests: ResetLimiter;
  /** The limiter of sign-in. */
  readonly signIns: Pick<SignInLimiter, 'excuse'>;
  readonly mail: MailQueue;
  /** Epoch milliseconds. Default: the system's clock. */
  readonly clock?: () => number;
  /** Source of the hash that no password has. Default: the operating system's generator. */
  readonly random?: (length: number) => Uint8Array;
  /** What that hash costs to verify: as much as the others. Default: {@link OWASP_COST}. */
  readonly cost?: HashCost;
  /** Name of the shop; a password must not lean on it. */
  readonly shopName?: string;
}

const REFUSED: ResetOutcome = { kind: 'refused', code: 'reset_refused' };

/** Makes the resets of a server. */
export function createPasswordReset(deps: PasswordResetDeps): PasswordReset {
  const { users, changes, tokens, hasher, requests, signIns, mail } = deps;
  const { clock = Date.now, random = randomBytes, cost = OWASP_COST, shopName = '' } = deps;

  async function findReset(token: string): Promise<Reset | null> {
    const parsed = parseResetToken(token);
    return parsed && tokens.find(parsed, Math.floor(clock() / 1000));
  }

  async function begin({ email: text, address }: ResetRequest): Promise<ResetRequestOutcome> {
    const email = parseEmail(text);
    const retryAfterSeconds = await requests.begin({ account: email ?? text, address });
    if (retryAfterSeconds !== null) return { kind: 'limited', retryAfterSeconds };
    if (email) await mail.add({ kind: 'reset', email });
    return { kind: 'accepted' };
  }

  async function confirm(attempt: ResetAttempt): Promise<ResetOutcome> {
    const reset = await findReset(attempt.token);
    const user = reset && (await users.read(reset.userId));
    if (!user) return REFUSED;
    const { email } = user;
    const problems = findPasswordProblems(attempt.newPassword, { email, shopName });
    if (problems.length > 0) return { kind: 'refused', code: 'weak_password', problems };
    try {
      return await redeem(reset, user, attempt);
    } catch (error) {
      if (!(error instanceof HasherBusyError)) throw error;
      return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    }
  }

  /** Of two who redeem at once, the first raises the epoch that the other's token was issued under. */
  async function redeem(
    { epoch }: Reset,
    { id, email }: User,
    { newPassword, address }: ResetAttempt,
  ): Promise<ResetOutcome> {
    const outcome = await changes.setPassword(
      id,
      await hasher.hash(newPassword),
      { actor: id, initiatingEntity: 'user', reason: 'password-reset' },
      { epoch },
    );
    if (outcome.kind !== 'changed' || outcome.epoch === null) return REFUSED;
    await signIns.excuse({ account: email, address });
    mail.wake();
    return { kind: 'ok', epoch: outcome.epoch, seq: outcome.seq };
  }

  return {
    begin,
    confirm,
    isUsable: async (token) => (await findReset(token)) !== null,
    async force(userId, change) {
      const nobodyKnows = createDummyHash(cost, random);
      const forced: Change = { ...change, reason: 'reset-required' };
      const outcome = await changes.setPassword(userId, nobodyKnows, forced);
      mail.wake();
      return outcome;
    },
  };
}

import type { Database } from 'better-sqlite3';
import { hashResetToken, mintResetToken, type ResetToken } from './reset-token.ts';
import type { UserId } from './user.ts';

/** How long a reset token lives. */
export const RESET_SECONDS: number = 60 * 60;

/** What a living token stands for. */
export interface Reset {
  readonly userId: UserId;
  /** The effective epoch it was issued under; it dies with it. */
  readonly epoch: number;
}

/**
 * The reset tokens, stored hashed. A token lives for an hour and for one epoch: whatever ends the user's
 * sessions ends it too, its own use included.
 */
export interface ResetTokenStore {
  /**
   * Issues a token. Earlier ones stay: mails arrive in any order.
   *
   * @param now Epoch seconds.
   * @returns null when there is no such user, or the user is disabled.
   */
  issue(userId: UserId, now: number): Promise<ResetToken | null>;
  /** What the token stands for; null when it is unknown, used, expired or overtaken. */
  find(token: ResetToken, now: number): Promise<Reset | null>;
  /** Drops tokens that are over at `now`. Returns their number. */
  sweep(now: number): Promise<number>;
}

/**
 * Keeps the reset tokens in SQLite.
 *
 * @param options.random Source of tokens. Default: the operating system's generator.
 */
export function createResetTokenStore(
  db: Database,
  options: { readonly random?: (length: number) => Uint8Array } = {},
): ResetTokenStore {
  // One statement reads the epoch and writes it down: no change can come between.
  const insert = db.prepare(`
    INSERT INTO password_resets (token_hash, user_id, epoch, expires_at)
    SELECT :hash, users.id, max(subject_state.epoch, global_state.floor_epoch), :expiresAt
      FROM users
      JOIN subject_state ON subject_state.subject = users.id
      JOIN global_state ON global_state.id = 1
     WHERE users.id = :userId AND users.disabled = 0`);
  const select = db.prepare<[string, number], Reset>(`
    SELECT r.user_id AS userId, r.epoch AS epoch
      FROM password_resets r
      JOIN subject_state s ON s.subject = r.user_id
      JOIN global_state g ON g.id = 1
     WHERE r.token_hash = ? AND r.expires_at > ? AND r.epoch = max(s.epoch, g.floor_epoch)`);
  const sweep = db.prepare('DELETE FROM password_resets WHERE expires_at <= ?');

  return {
    async issue(userId, now) {
      const token = mintResetToken(options.random);
      const hash = hashResetToken(token);
      const issued = insert.run({ hash, userId, expiresAt: now + RESET_SECONDS }).changes === 1;
      return issued ? token : null;
    },
    find: async (token, now) => select.get(hashResetToken(token), now) ?? null,
    sweep: async (now) => sweep.run(now).changes,
  };
}

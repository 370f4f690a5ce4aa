import type { Change, ChangeOutcome } from 'domain-bridge/invalidation';
import { createChangeRunner, type Database } from 'domain-bridge/sqlite';
import type { Role, UserId } from './user.ts';

/** What must still be so when a password is set. */
export interface PasswordGuard {
  /**
   * The effective epoch under which the current password was checked, or the reset token was issued.
   * Whatever ends sessions raises it: another password, role or flag, an administrator, a spent token.
   */
  readonly epoch?: number;
  /** Refuse it for a user who has this role by now. */
  readonly unlessRole?: string | undefined;
}

/** What must be so after a role or flag was set. */
export interface AdminGuard {
  /** Refuse what would leave nobody who is admin and not disabled. Default: false. */
  readonly keepAnAdmin?: boolean;
  /** Refuse it for a user who has this role by now. */
  readonly unlessRole?: string | undefined;
}

/**
 * Changes users. Each change is one durable transaction with the end of the user's sessions, its place in
 * the feed and its row in the audit trail. `refused` means: no such user, or the guard does not hold.
 */
export interface UserChanges {
  /**
   * Sets the hash of a new password. Every reset that the user has asked for is void then.
   *
   * @param passwordHash PHC string; never the password.
   */
  setPassword(
    id: UserId,
    passwordHash: string,
    change: Change,
    guard?: PasswordGuard,
  ): Promise<ChangeOutcome>;
  /** Gives another role. Giving the present one is `unchanged`. */
  setRole(id: UserId, role: Role, change: Change, guard?: AdminGuard): Promise<ChangeOutcome>;
  /** Disables or enables. Where that is so already it is `unchanged`. */
  setDisabled(
    id: UserId,
    disabled: boolean,
    change: Change,
    guard?: AdminGuard,
  ): Promise<ChangeOutcome>;
  /** Deletes the user. Orders stay, as the books require; so does the epoch, which refuses old sessions. */
  remove(id: UserId, change: Change, guard?: AdminGuard): Promise<ChangeOutcome>;
}

/** @param options.clock Epoch milliseconds; epochs are made of it. */
export function createUserChanges(
  db: Database,
  { clock }: { readonly clock: () => number },
): UserChanges {
  const runner = createChangeRunner(db, { clock });
  const epochOf = db
    .prepare<[string], number>(
      `SELECT max(epoch, floor_epoch) FROM subject_state JOIN global_state WHERE subject = ?`,
    )
    .pluck();
  const updateHash = db.prepare('UPDATE users SET password_hash = ? WHERE id = ?');
  const updateRole = db.prepare('UPDATE users SET role = ? WHERE id = ?');
  const updateDisabled = db.prepare('UPDATE users SET disabled = ? WHERE id = ?');
  const deleteUser = db.prepare('DELETE FROM users WHERE id = ?');
  const deleteResets = db.prepare('DELETE FROM password_resets WHERE user_id = ?');
  const anyAdmin = db.prepare(`SELECT 1 FROM users WHERE role = 'admin' AND disabled = 0 LIMIT 1`);

  const roleOf = db.prepare<[string], string>('SELECT role FROM users WHERE id = ?').pluck();
  const mayChange = (id: UserId, { unlessRole }: AdminGuard = {}): boolean =>
    unlessRole === undefined || roleOf.get(id) !== unlessRole;
  const holds = (id: UserId, guard: PasswordGuard = {}): boolean =>
    mayChange(id, guard) && (guard.epoch === undefined || epochOf.get(id) === guard.epoch);
  const keeps = ({ keepAnAdmin = false }: AdminGuard = {}): boolean =>
    !keepAnAdmin || anyAdmin.get() !== undefined;

  return {
    async setPassword(id, passwordHash, change, guard) {
      return runner.run(change, () => {
        deleteResets.run(id);
        return holds(id, guard) && updateHash.run(passwordHash, id).changes === 1;
      });
    },
    async setRole(id, role, change, guard) {
      return runner.run(
        change,
        () => mayChange(id, guard) && updateRole.run(role, id).changes === 1 && keeps(guard),
      );
    },
    async setDisabled(id, disabled, change, guard) {
      const flag = disabled ? 1 : 0;
      return runner.run(
        change,
        () => mayChange(id, guard) && updateDisabled.run(flag, id).changes === 1 && keeps(guard),
      );
    },
    async remove(id, change, guard) {
      return runner.run(change, () => {
        deleteResets.run(id);
        return deleteUser.run(id).changes === 1 && keeps(guard);
      });
    },
  };
}

import type { Change, ChangeOutcome } from './change.ts';
import type { SubjectId } from './subject-id.ts';

/** A user, as far as hooks need to know. */
export interface DirectoryUser {
  /** The subject of epochs: the id of the user record. */
  readonly subject: string;
  readonly role: string;
}

/** The new password does not follow the rules. */
export interface WeakPassword {
  readonly kind: 'weak_password';
  /** Plain sentences that repeat nothing of the password; at least one. */
  readonly problems: readonly string[];
}

/** So many passwords are being hashed that this one was not. Nothing happened. */
export interface DirectoryBusy {
  readonly kind: 'busy';
  readonly retryAfterSeconds: number;
}

/** What must still be so in the transaction of a change; otherwise it is `refused`. */
export interface RoleGuard {
  /** The user has another role than this one. */
  readonly unlessRole?: string | undefined;
}

/**
 * The users of a store, as hooks change them. What changes a user ends the user's sessions in the same
 * transaction: implementations run both in one, or have the triggers of `userTriggers` do it.
 */
export interface UserDirectory {
  /** The words that `setRole` knows. */
  readonly roles: readonly string[];
  /** The user whom an identifier names; null: nobody. */
  find(id: SubjectId): Promise<DirectoryUser | null>;
  setRole(subject: string, role: string, change: Change, guard?: RoleGuard): Promise<ChangeOutcome>;
  setPassword(
    subject: string,
    password: string,
    change: Change,
    guard?: RoleGuard,
  ): Promise<ChangeOutcome | WeakPassword | DirectoryBusy>;
  setDisabled(
    subject: string,
    disabled: boolean,
    change: Change,
    guard?: RoleGuard,
  ): Promise<ChangeOutcome>;
}

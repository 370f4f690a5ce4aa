import type { AuditEntry } from '../invalidation/audit.ts';
import type { SubjectId } from '../invalidation/subject-id.ts';
import type { AuditFilter } from './audit-page.ts';
import type { CallOptions } from './call-options.ts';
import type { Effect } from './hook-answer.ts';

/** A change, and what the audit trail is to say about it besides. */
export interface NotedChange {
  /** Why; 1–500 characters. */
  readonly reason?: string;
  /** Who uses your tool, on one line of 1–100 characters: the trail has it behind the name of the credential. */
  readonly actor?: string;
}

/** A change of one user. */
export interface UserChange extends NotedChange {
  /** Whom: by e-mail address, by user id (`opaque`), or by issuer and subject. */
  readonly subId: SubjectId;
}

/**
 * The hooks of the checkout domain, for admin tools. A change has ended the user's sessions on checkout when
 * it resolves. It resolves with null, or, asked with `waitSeconds`, with what the change did; it rejects with
 * an `AdminError` (docs/errors.md), or with a `TypeError` or `RangeError` for options that cannot be meant.
 */
export interface AdminClient {
  /** Ends every session of a user. Scope `revoke`. */
  revoke(change: UserChange, options?: CallOptions): Promise<Effect | null>;
  /** Gives a user a role, and ends the sessions if it is another one. Scope `role`; to or from `admin`, that too. */
  setRole(
    change: UserChange & { readonly role: string },
    options?: CallOptions,
  ): Promise<Effect | null>;
  /** Gives a user a password and ends the sessions. Scope `password`; of an admin, `admin` too. */
  setPassword(
    change: UserChange & { readonly password: string },
    options?: CallOptions,
  ): Promise<Effect | null>;
  /** Keeps a user out, or lets him in again, and ends the sessions. Scope `status`; of an admin, `admin` too. */
  setDisabled(
    change: UserChange & { readonly disabled: boolean },
    options?: CallOptions,
  ): Promise<Effect | null>;
  /** Ends every session of everybody. Scope `everyone`. */
  revokeEveryone(
    change: NotedChange & { readonly reason: string },
    options?: CallOptions,
  ): Promise<Effect | null>;
  /** A page of the audit trail. Scope `audit`. */
  audit(filter?: AuditFilter): Promise<readonly AuditEntry[]>;
  /** The audit trail page by page, oldest first, from `after` (default: from the beginning) up to now. */
  auditAll(filter?: AuditFilter): AsyncGenerator<AuditEntry, void, undefined>;
}

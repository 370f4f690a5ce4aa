/** Who set a change in motion: CAEP 1.0 §2, `initiating_entity`. */
export type InitiatingEntity = 'admin' | 'user' | 'policy' | 'system';

/** Why sessions ended; the words stand in the audit trail, in events, and decide what the shopper is told. */
export const END_REASONS = [
  'password-change',
  'password-change-keep-current',
  'password-reset',
  'reset-required',
  'role-change',
  'account-disabled',
  'account-enabled',
  'account-deleted',
  'credential-change',
  'sessions-revoked',
  'session-ended',
  'other-sessions-ended',
  'sign-out',
  'sign-out-everywhere',
  'everyone',
  'history-lost',
] as const;

/** One of the reasons. */
export type EndReason = (typeof END_REASONS)[number];

/** Whether a word is one of the reasons; those of newer versions are not. */
export function isEndReason(word: unknown): word is EndReason {
  return END_REASONS.some((reason) => reason === word);
}

/** Who does something that ends sessions, and why. Goes into the audit trail as it is. */
export interface Change {
  /**
   * Who: a user id, `hook:NAME` of a hook credential, `issuer:URL` of an event issuer, `system`; the
   * trigger writes `sql` for a statement that came past us. At most 200 characters.
   */
  readonly actor: string;
  readonly initiatingEntity: InitiatingEntity;
  readonly reason: EndReason;
  /** Free text of an administrator, for the audit trail alone. At most 500 characters. */
  readonly note?: string | undefined;
  /** Correlates what belongs to one operation (RFC 8417 §2.2). Default: random. */
  readonly txn?: string | undefined;
  /** Makes a repetition answer as the first time, without a second change. */
  readonly once?: IdempotentRequest | undefined;
}

/** A request that may be sent again. */
export interface IdempotentRequest {
  /** Whose key it is: equal keys of two credentials are two keys. */
  readonly credential: string;
  /** The `Idempotency-Key`, or the `jti` of an event. */
  readonly key: string;
  /** Hash of what is asked; the same key with another one is refused. */
  readonly fingerprint: string;
  /** How long the key is remembered. */
  readonly keepSeconds: number;
}

/** How a change ended. */
export type ChangeOutcome =
  /** It is on disk, with its feed row and its audit row. `epoch` is null where one session ended. */
  | { readonly kind: 'changed'; readonly epoch: number | null; readonly seq: number }
  /** There was nothing to change: the role is the same, the flag was set. No session ended. */
  | { readonly kind: 'unchanged' }
  /** The key was used for the same request before; `seq` is null when that changed nothing. */
  | { readonly kind: 'repeated'; readonly epoch: number | null; readonly seq: number | null }
  /** The key was used for another request. Nothing happened. */
  | { readonly kind: 'key_reused' }
  /** There is no such user, or what the change rests on is no longer so. Nothing happened. */
  | { readonly kind: 'refused' };

/** Ends sessions. Every change is one durable transaction: epoch, feed row and audit row, or nothing. */
export interface Invalidator {
  /** Ends every session of a subject, at a price that does not depend on their number. */
  revoke(subject: string, change: Change): Promise<ChangeOutcome>;
  /** Ends the one session with this `sid`, if it is the subject's. */
  endSession(target: SessionTarget, change: Change): Promise<ChangeOutcome>;
  /** Ends every session of everybody, by the global floor. */
  endEveryone(change: Change): Promise<ChangeOutcome>;
}

/** The session to end. */
export interface SessionTarget {
  readonly subject: string;
  readonly sid: string;
}

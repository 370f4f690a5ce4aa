import type { EndReason, InitiatingEntity } from './change.ts';

/** What an audit entry is about. `refused`: somebody tried and was turned away. */
export type AuditKind = 'subject' | 'session' | 'everyone' | 'refused';

/** One entry of the audit trail. Holds no token, password, address or e-mail. */
export interface AuditEntry {
  /** Rises with every entry; of all but refusals also the position in the feed. */
  readonly id: number;
  readonly kind: AuditKind;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: string;
  readonly initiatingEntity: InitiatingEntity;
  /** The reason of a change; for a refusal the code that was answered. */
  readonly reason: EndReason | (string & {});
  readonly note: string | null;
  readonly txn: string;
  /** Whose sessions; null: everybody's, or nobody's. */
  readonly subject: string | null;
  /** The one session that ended; null: all of them. */
  readonly sid: string | null;
  readonly oldEpoch: number | null;
  readonly newEpoch: number | null;
  /** Which peers have acknowledged it, and after how long. */
  readonly acknowledgements: readonly Acknowledgement[];
}

/** A peer that knows of a change. */
export interface Acknowledgement {
  /** Name of its stream, e.g. `shopping`. */
  readonly peer: string;
  /** Milliseconds from the commit to the acknowledgement. */
  readonly afterMilliseconds: number;
}

/** Which part of the trail. */
export interface AuditQuery {
  /** Entries about this subject alone. */
  readonly subject?: string | undefined;
  /** Entries with a higher id, oldest first. Without it: the newest ones, newest first. */
  readonly after?: number | undefined;
  /** Entries with a lower id, newest first. */
  readonly before?: number | undefined;
  /** At most so many, 1–200. Default: 50. */
  readonly limit?: number | undefined;
}

/** A refusal worth remembering. */
export interface Refusal {
  readonly actor: string;
  readonly initiatingEntity: InitiatingEntity;
  /** The stable code of the answer. */
  readonly code: string;
  /** What was asked for, e.g. `POST /hooks/v1/revoke`. */
  readonly note: string;
  readonly subject?: string | undefined;
}

/** The audit trail: written with every change, never rewritten. */
export interface AuditTrail {
  read(query: AuditQuery): Promise<readonly AuditEntry[]>;
  /** Remembers that somebody was turned away. */
  refuse(refusal: Refusal): Promise<void>;
  /** The peers that have acknowledged the change at `seq`. */
  acknowledgedBy(seq: number): Promise<readonly string[]>;
}

import type { Acknowledgement, AuditEntry, AuditKind } from '../invalidation/audit.ts';
import type { InitiatingEntity } from '../invalidation/change.ts';
import { type HookAnswer, isRecord, readBody, unexpected } from './hook-answer.ts';

/** Which part of the audit trail. */
export interface AuditFilter {
  /** Entries about this user id alone, e.g. `usr_…`; the trail holds no e-mail address. */
  readonly sub?: string;
  /** Entries with a higher id, oldest first. Without it: the newest ones, newest first. */
  readonly after?: number;
  /** At most so many, 1–200. Default: 50. */
  readonly limit?: number;
}

/** The path that asks for a page of the trail. */
export function auditPath({ sub, after, limit }: AuditFilter): string {
  const query = new URLSearchParams({
    ...(sub !== undefined && { sub }),
    ...(after !== undefined && { after: String(after) }),
    ...(limit !== undefined && { limit: String(limit) }),
  });
  return query.size > 0 ? `/hooks/v1/audit?${query}` : '/hooks/v1/audit';
}

/**
 * Reads a page of the trail. Members that are not known are passed over, so that a newer server may tell more.
 *
 * @throws {AdminError} As `readBody`; `ERR_ADMIN_UNEXPECTED` for an entry of another shape.
 */
export function readAuditPage(answer: HookAnswer): readonly AuditEntry[] {
  const body = readBody(answer);
  return list(isRecord(body) ? body.entries : undefined, toEntry);
}

function toEntry(wire: unknown): AuditEntry {
  if (!isRecord(wire)) throw unexpected(200);
  return {
    id: number(wire.id),
    kind: text(wire.kind) as AuditKind,
    at: number(wire.at),
    actor: text(wire.actor),
    initiatingEntity: text(wire.initiating_entity) as InitiatingEntity,
    reason: text(wire.reason),
    note: orNull(wire.note, text),
    txn: text(wire.txn),
    subject: orNull(wire.sub, text),
    sid: orNull(wire.sid, text),
    oldEpoch: orNull(wire.old_epoch, number),
    newEpoch: orNull(wire.new_epoch, number),
    acknowledgements: list(wire.acknowledgements, toAcknowledgement),
  };
}

function toAcknowledgement(wire: unknown): Acknowledgement {
  if (!isRecord(wire)) throw unexpected(200);
  return { peer: text(wire.peer), afterMilliseconds: number(wire.after_milliseconds) };
}

function list<T>(value: unknown, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw unexpected(200);
  return value.map(read);
}

function orNull<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === null ? null : read(value);
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw unexpected(200);
  return value;
}

function number(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw unexpected(200);
  return value as number;
}

import type { AuditEntry } from '../invalidation/audit.ts';
import { safeText } from './safe-text.ts';

/** One entry of the audit trail on one line: id, time, what, whose sessions, by whom, and who knows of it. */
export function auditLine(entry: AuditEntry): string {
  const { id, at, reason, actor, note, oldEpoch, newEpoch, acknowledgements } = entry;
  const known = acknowledgements.map(({ peer, afterMilliseconds }) => {
    return `${peer} knew after ${afterMilliseconds} ms`;
  });
  const parts = [
    String(id),
    timeOf(at),
    entry.kind === 'refused' ? `refused ${reason}` : reason,
    ...whose(entry),
    `by ${actor}`,
    ...(newEpoch === null ? [] : [`epoch ${oldEpoch ?? 0} to ${newEpoch}`]),
    ...known,
    ...(note === null ? [] : [`"${note}"`]),
  ];
  return parts.map(safeText).join('  ');
}

function whose({ kind, subject, sid }: AuditEntry): readonly string[] {
  if (kind === 'everyone') return ['everybody'];
  const user = subject === null ? [] : [`user ${subject}`];
  return sid === null ? user : [...user, `session ${sid}`];
}

/** A time that is none must not keep the others from being read. */
function timeOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? 'at no time' : date.toISOString();
}

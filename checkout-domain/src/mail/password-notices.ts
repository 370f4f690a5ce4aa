import type { AuditEntry, AuditTrail } from 'domain-bridge/invalidation';
import type { UserId } from '../accounts/user.ts';
import type { MailOutbox } from './mail-outbox.ts';
import { isNoticeReason, type NoticeTask } from './mail-task.ts';

/** Entries read at once; more than the trail gives makes no difference. */
const BATCH = 200;

/** What the notices are made from and where they go. */
export interface NoticeDeps {
  readonly trail: Pick<AuditTrail, 'read'>;
  readonly outbox: Pick<MailOutbox, 'cursor' | 'addTrailPart'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/**
 * Puts a notice into the outbox for each change of sign-in details that the audit trail has gained.
 *
 * Read from the trail and not written by whoever makes the change: so nobody can forget it, an administrator
 * with a database tool included, and a crash between the commit and the mail costs nothing.
 */
export async function collectNotices({ trail, outbox, clock }: NoticeDeps): Promise<void> {
  for (;;) {
    const after = await outbox.cursor();
    const entries = await trail.read({ after, limit: BATCH });
    const last = entries.at(-1);
    if (!last) return;
    const tasks = entries.flatMap((entry) => toNotice(entry) ?? []);
    await outbox.addTrailPart({ after, upTo: last.id, tasks }, Math.floor(clock() / 1000));
  }
}

function toNotice({ kind, subject, reason, initiatingEntity, at }: AuditEntry): NoticeTask | null {
  if (kind !== 'subject' || subject === null || !isNoticeReason(reason)) return null;
  return {
    kind: 'notice',
    userId: subject as UserId,
    reason,
    byUser: initiatingEntity === 'user',
    at: Math.floor(at / 1000),
  };
}

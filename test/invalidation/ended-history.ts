import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Change, Invalidator } from '../../shared/src/invalidation/change.ts';
import { createSqliteAuditTrail } from '../../shared/src/sqlite/audit-trail.ts';
import type { Database } from '../../shared/src/sqlite/database.ts';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { putSession } from '../support/stored-session.ts';
import type { TestClock } from '../support/test-clock.ts';

/** Something that happens to the sessions of a store. */
export type Event =
  | { readonly kind: 'revoke' | 'sql' | 'session'; readonly subject: string }
  | { readonly kind: 'everyone' | 'refuse' }
  | { readonly kind: 'clock'; readonly seconds: number };

export const SUBJECTS = ['ann', 'bob', 'cid'];
const DAY = 86_400;
const subject = fc.constantFrom(...SUBJECTS);

/** Any event; the clock may be set a day on or back. */
export const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('revoke' as const), subject }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('sql', 'session'), subject }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('everyone', 'refuse') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      seconds: fc.constantFrom(-DAY, -1, 1, DAY),
    }),
  },
);

const CHANGE: Change = { actor: 'x', initiatingEntity: 'admin', reason: 'sessions-revoked' };

/** Has events happen by one handle of a database. */
export function createHistory(db: Database, clock: TestClock): (event: Event) => Promise<void> {
  const options = { clock: clock.now };
  const invalidator: Invalidator = createSqliteInvalidator(db, options);
  const audit = createSqliteAuditTrail(db, options);
  const sql = db.prepare(
    `INSERT INTO audit (kind, at, actor, initiating_entity, reason, txn, subject)
     VALUES ('subject', ?, 'sql', 'system', 'role-change', 't', ?)`,
  );
  return async (event) => {
    switch (event.kind) {
      case 'revoke':
        await invalidator.revoke(event.subject, CHANGE);
        break;
      case 'sql':
        sql.run(clock.now(), event.subject);
        break;
      case 'session': {
        const sid = `sid_${randomUUID()}`;
        await putSession(db, { entity: event.subject, sid });
        await invalidator.endSession({ subject: event.subject, sid }, CHANGE);
        break;
      }
      case 'everyone':
        await invalidator.endEveryone(CHANGE);
        break;
      case 'refuse':
        await audit.refuse({ ...CHANGE, code: 'no', note: 'n' });
        break;
      case 'clock':
        clock.advance(event.seconds);
    }
  };
}

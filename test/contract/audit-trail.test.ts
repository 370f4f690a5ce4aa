import { afterAll, describe, expect, it } from '@jest/globals';
import { createSqliteAuditTrail } from '../../shared/src/sqlite/audit-trail.ts';
import { createSqliteDeliveryStore } from '../../shared/src/sqlite/delivery-store.ts';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { createTestClock } from '../support/test-clock.ts';
import { auditTrailContract } from './audit-trail.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('an audit trail on SQLite, by two handles on one file', () => {
  auditTrailContract((clock) => {
    const [one, other] = files.openTwice();
    const options = { clock: clock.now };
    return {
      one: createSqliteAuditTrail(one, options),
      other: createSqliteAuditTrail(other, options),
      invalidator: createSqliteInvalidator(one, options),
    };
  });

  it('does not count backwards when the clock was set back before the acknowledgement', async () => {
    const db = files.open();
    const clock = createTestClock();
    const options = { clock: clock.now };
    const by = { actor: 'usr_1', initiatingEntity: 'user', reason: 'password-change' } as const;
    await createSqliteInvalidator(db, options).revoke('ann', by);
    await createSqliteDeliveryStore(db).pushed('shopping', 1, clock.now() - 5_000);
    const [entry] = await createSqliteAuditTrail(db, options).read({});
    expect(entry?.acknowledgements).toEqual([{ peer: 'shopping', afterMilliseconds: 0 }]);
  });
});

import { afterAll, describe } from '@jest/globals';
import { createSqliteAuditTrail } from '../../shared/src/sqlite/audit-trail.ts';
import { createSqliteDeliveryStore } from '../../shared/src/sqlite/delivery-store.ts';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { deliveryStoreContract } from './delivery-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('a delivery store on SQLite, by two handles on one file', () => {
  deliveryStoreContract((clock) => {
    const [one, other] = files.openTwice();
    const options = { clock: clock.now };
    return {
      one: createSqliteDeliveryStore(one),
      other: createSqliteDeliveryStore(other),
      invalidator: createSqliteInvalidator(one, options),
      audit: createSqliteAuditTrail(other, options),
    };
  });
});

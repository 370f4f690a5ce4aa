import { afterAll, describe } from '@jest/globals';
import { createSqliteAuditTrail } from '../../shared/src/sqlite/audit-trail.ts';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { createSqliteSessionStore } from '../../shared/src/sqlite/session-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { globalFloorContract } from './global-floor.ts';
import { invalidatorContract } from './invalidator.ts';
import type { CreateInvalidatorPair } from './invalidator-world.ts';
import { repeatedChangeContract } from './repeated-change.ts';
import { sessionSuccessionContract } from './session-succession.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const createPair: CreateInvalidatorPair = (clock) => {
  const [one, other] = files.openTwice();
  const options = { clock: clock.now };
  return {
    one: createSqliteInvalidator(one, options),
    other: createSqliteInvalidator(other, options),
    sessions: createSqliteSessionStore(other),
    epochs: createSqliteEpochStore(one),
    audit: createSqliteAuditTrail(other, options),
  };
};

describe('an invalidator on SQLite, by two handles on one file', () => {
  invalidatorContract(createPair);
  globalFloorContract(createPair);
  repeatedChangeContract(createPair);
  sessionSuccessionContract(createPair);
});

import { afterAll, describe } from '@jest/globals';
import { createSqliteAuditTrail } from '../../shared/src/sqlite/audit-trail.ts';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createSqliteFeedStore } from '../../shared/src/sqlite/feed-store.ts';
import { createSqliteInvalidator } from '../../shared/src/sqlite/invalidator.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { putSession } from '../support/stored-session.ts';
import { feedIncarnationContract } from './feed-incarnation.ts';
import { feedStoreContract } from './feed-store.ts';
import type { CreateFeedStorePair } from './feed-world.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const createPair: CreateFeedStorePair = (clock) => {
  const [one, other] = files.openTwice();
  const options = { clock: clock.now };
  return {
    one: createSqliteFeedStore(one, options),
    other: createSqliteFeedStore(other, options),
    invalidator: createSqliteInvalidator(other, options),
    audit: createSqliteAuditTrail(one, options),
    epochs: createSqliteEpochStore(one),
    signIn: async (entity, sid) => {
      await putSession(other, { entity, sid });
    },
  };
};

describe('a feed store on SQLite, by two handles on one file', () => {
  feedStoreContract(createPair);
  feedIncarnationContract(createPair);
});

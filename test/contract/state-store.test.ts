import { afterAll, describe } from '@jest/globals';
import { createMemoryStateStore } from '../../shared/src/memory/state-store.ts';
import { createSqliteStateStore } from '../../shared/src/sqlite/state-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { stateStoreContract } from './state-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('a state store in memory', () => {
  stateStoreContract(() => {
    const store = createMemoryStateStore();
    return { one: store, other: store };
  });
});

describe('a state store on SQLite, by two handles on one file', () => {
  stateStoreContract(() => {
    const [one, other] = files.openTwice();
    const overwrite = one.prepare('UPDATE states SET record = ? WHERE key = ?');
    return {
      one: createSqliteStateStore(one),
      other: createSqliteStateStore(other),
      damage: (key, bytes) => overwrite.run(bytes, key),
    };
  });
});

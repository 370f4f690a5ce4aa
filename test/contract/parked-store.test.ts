import { afterAll, describe } from '@jest/globals';
import { createMemoryParkedStore } from '../../shared/src/memory/parked-store.ts';
import { createSqliteParkedStore } from '../../shared/src/sqlite/parked-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { parkedStoreContract } from './parked-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('a parked store in memory', () => {
  parkedStoreContract(() => {
    const store = createMemoryParkedStore();
    return { one: store, other: store };
  });
});

describe('a parked store on SQLite, by two handles on one file', () => {
  parkedStoreContract(() => {
    const [one, other] = files.openTwice();
    return { one: createSqliteParkedStore(one), other: createSqliteParkedStore(other) };
  });
});

import { afterAll, describe } from '@jest/globals';
import { createMemoryReplayStore } from '../../shared/src/memory/replay-store.ts';
import { createSqliteReplayStore } from '../../shared/src/sqlite/replay-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { replayStoreContract } from './replay-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('a replay store in memory', () => {
  replayStoreContract(() => {
    const store = createMemoryReplayStore();
    return { one: store, other: store };
  });
});

describe('a replay store on SQLite, by two handles on one file', () => {
  replayStoreContract(() => {
    const [one, other] = files.openTwice();
    return { one: createSqliteReplayStore(one), other: createSqliteReplayStore(other) };
  });
});

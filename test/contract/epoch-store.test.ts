import { afterAll, describe, expect, it } from '@jest/globals';
import { createMemorySessions } from '../../shared/src/memory/session-store.ts';
import { createSqliteEpochStore } from '../../shared/src/sqlite/epoch-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { epochStoreContract } from './epoch-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('an epoch store in memory', () => {
  epochStoreContract(() => {
    const { epochs } = createMemorySessions();
    return { one: epochs, other: epochs };
  });
});

describe('an epoch store on SQLite, by two handles on one file', () => {
  epochStoreContract(() => {
    const [one, other] = files.openTwice();
    return { one: createSqliteEpochStore(one), other: createSqliteEpochStore(other) };
  });

  it('counts nobody below the global floor', async () => {
    const db = files.open();
    const epochs = createSqliteEpochStore(db);
    await epochs.raise('a', 5);
    db.exec('UPDATE global_state SET floor_epoch = 9');
    expect([await epochs.effective('a'), await epochs.effective('b')]).toEqual([9, 9]);
  });
});

import { afterAll, describe } from '@jest/globals';
import { createMemoryKeptShopperStore } from '../../shared/src/memory/kept-shopper-store.ts';
import { createSqliteKeptShopperStore } from '../../shared/src/sqlite/kept-shopper-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { damageRow } from './damaged-row.ts';
import { keptShopperStoreContract } from './kept-shopper-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('a kept shopper store in memory', () => {
  keptShopperStoreContract(() => {
    const store = createMemoryKeptShopperStore();
    return { one: store, other: store };
  });
});

describe('a kept shopper store on SQLite, by two handles on one file', () => {
  keptShopperStoreContract(() => {
    const [one, other] = files.openTwice();
    return {
      one: createSqliteKeptShopperStore(one),
      other: createSqliteKeptShopperStore(other),
      damage(key, sealed) {
        const refused = [
          "expires_at = 'never'",
          'expires_at = NULL',
          "version = 'first'",
          "sealed = 'x'",
        ];
        damageRow(one, { table: 'slas_shoppers', key, refused, column: 'sealed', bytes: sealed });
      },
    };
  });
});

import { afterAll, describe } from '@jest/globals';
import { createMemoryFlightStore } from '../../shared/src/memory/flight-store.ts';
import { createSqliteFlightStore } from '../../shared/src/sqlite/flight-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { damageRow } from './damaged-row.ts';
import { flightStoreContract } from './flight-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('a flight store in memory', () => {
  flightStoreContract(() => {
    const store = createMemoryFlightStore();
    return { one: store, other: store };
  });
});

describe('a flight store on SQLite, by two handles on one file', () => {
  flightStoreContract(() => {
    const [one, other] = files.openTwice();
    return {
      one: createSqliteFlightStore(one),
      other: createSqliteFlightStore(other),
      damage(key, result) {
        const refused = [
          "expires_at = 'never'",
          'expires_at = NULL',
          'holder = NULL',
          "result = 'x'",
        ];
        damageRow(one, { table: 'slas_flights', key, refused, column: 'result', bytes: result });
      },
    };
  });
});

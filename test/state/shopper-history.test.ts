import { afterAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import type { Role } from '../../shared/src/crypto/direction.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { type Action, actions } from './shopper-action.ts';
import { playHistory } from './shopper-history.ts';
import { createSplitStore, memoryEngine, sqliteEngine } from './split-store.ts';

/** Longer than the slowest run on a busy machine; the number of runs bounds the work. */
const TIMEOUT_MILLISECONDS = 60_000;
const histories = fc.array(actions, { minLength: 10, maxLength: 60, size: 'max' });
const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('any history of three browsers and one account', () => {
  it(
    'invents, loses and resurrects nothing, orders nothing twice and uses no dot twice, in memory',
    () =>
      fc.assert(fc.asyncProperty(histories, playInMemory), {
        numRuns: 800,
      }),
    TIMEOUT_MILLISECONDS,
  );

  it(
    'does so on SQLite files as well',
    () => fc.assert(fc.asyncProperty(histories, playOnSqlite), { numRuns: 40 }),
    TIMEOUT_MILLISECONDS,
  );
});

async function playInMemory(history: readonly Action[]): Promise<void> {
  await playHistory(createSplitStore(memoryEngine), history);
}

async function playOnSqlite(history: readonly Action[]): Promise<void> {
  const dbs: Record<Role, ReturnType<typeof files.open>> = {
    shopping: files.open(),
    checkout: files.open(),
  };
  await playHistory(
    createSplitStore((role) => sqliteEngine(dbs[role])),
    history,
  );
  for (const db of Object.values(dbs)) db.close();
}

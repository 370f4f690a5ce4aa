import { afterAll, describe, expect, it } from '@jest/globals';
import { createMemoryOrderedDotStore } from '../../shared/src/memory/ordered-dot-store.ts';
import { createSqliteOrderedDotStore } from '../../shared/src/sqlite/ordered-dot-store.ts';
import type { Actor } from '../../shared/src/state/actor.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { orderedDotStoreContract } from './ordered-dot-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('an ordered-dot store in memory', () => {
  orderedDotStoreContract(() => {
    const store = createMemoryOrderedDotStore();
    return { one: store, other: store };
  });
});

describe('an ordered-dot store on SQLite, by two handles on one file', () => {
  orderedDotStoreContract(() => {
    const [one, other] = files.openTwice();
    return { one: createSqliteOrderedDotStore(one), other: createSqliteOrderedDotStore(other) };
  });

  it('records nothing when the transaction around it fails', async () => {
    const db = files.open();
    const store = createSqliteOrderedDotStore(db);
    const actor = 'AAAAAAAA' as Actor;
    const order = db.transaction(() => {
      store.recordSync([{ actor, counter: 1 }]);
      throw new Error('no order after all');
    });
    expect(order).toThrow('no order after all');
    expect((await store.counters(actor)).size).toBe(0);
  });
});

import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { createMemorySettlementStore } from '../../shared/src/memory/settlement-store.ts';
import { createSqliteSettlementStore } from '../../shared/src/sqlite/settlement-store.ts';
import { createDatabaseFiles } from '../support/database-files.ts';
import { settlementStoreContract } from './settlement-store.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

describe('a settlement store in memory', () => {
  settlementStoreContract(() => {
    const store = createMemorySettlementStore();
    return { one: store, other: store };
  });
});

describe('a settlement store on SQLite, by two handles on one file', () => {
  settlementStoreContract(() => {
    const [one, other] = files.openTwice();
    return { one: createSqliteSettlementStore(one), other: createSqliteSettlementStore(other) };
  });

  it('has a delivery on the disk before it says so, and other writes when it suits', async () => {
    const db = files.open();
    const levels: unknown[] = [];
    const plain = db.transaction.bind(db);
    jest.spyOn(db, 'transaction').mockImplementation((work) =>
      plain((...values: unknown[]) => {
        levels.push(db.pragma('synchronous', { simple: true }));
        return work(...values);
      }),
    );
    const store = createSqliteSettlementStore(db);
    const kept = { now: 1, until: 9 };
    await store.handleOf('key', 'handle', kept);
    await store.deliver({ handle: 'handle', id: 'ord_1', state: Uint8Array.of(1) }, kept);
    await store.follow('key', 'next');
    const [NORMAL, FULL] = [1, 2];
    expect(levels).toEqual([NORMAL, FULL, NORMAL]);
  });

  it('finds by its keys alone what waits: a page costs one look-up', () => {
    const db = files.open();
    const plan = db
      .prepare(
        "EXPLAIN QUERY PLAN SELECT * FROM settlements WHERE state_key = 'k' AND expires_at > 1",
      )
      .all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH settlements USING PRIMARY KEY (state_key=?)',
    ]);
  });
});

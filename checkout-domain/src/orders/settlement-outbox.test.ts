import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../accounts/test-database.ts';
import { orderMigrations } from './migrations.ts';
import { createSettlementOutbox, type SettlementOutbox } from './settlement-outbox.ts';

const NOW = 1_795_000_000;
const ONE = { handle: 'handle-1', id: 'ord_1', state: Buffer.from([1, 0, 255]) };
const TWO = { handle: 'handle-2', id: 'ord_2', state: Buffer.from([2]) };

let files: TestDatabase;
let outbox: SettlementOutbox;
let other: SettlementOutbox;
beforeEach(() => {
  files = createTestDatabase({ orders: orderMigrations });
  outbox = createSettlementOutbox(files.open());
  other = createSettlementOutbox(files.open());
});
afterEach(() => files.remove());

const ids = async (at: number) => (await other.claim(at, at + 10))?.id ?? null;

describe('the outbox of settlements', () => {
  it('is empty at first', async () => {
    expect(await outbox.claim(NOW, NOW + 10)).toBeNull();
    expect(await outbox.nextDue()).toBeNull();
  });

  it('gives what was added, at once and as it was', async () => {
    outbox.addSync(ONE, NOW);
    expect(await other.nextDue()).toBe(NOW);
    expect(await other.claim(NOW, NOW + 10)).toEqual({ ...ONE, placedAt: NOW, attempts: 0 });
  });

  it('gives it to one of many who ask at once, and to the next one when that one’s time is over', async () => {
    outbox.addSync(ONE, NOW);
    const asked = Array.from({ length: 20 }, (_, i) =>
      (i % 2 ? outbox : other).claim(NOW, NOW + 10),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
    expect(await ids(NOW + 9)).toBeNull();
    expect(await ids(NOW + 10)).toBe('ord_1');
  });

  it('gives what has been due for longest first', async () => {
    outbox.addSync(TWO, NOW);
    outbox.addSync(ONE, NOW - 1);
    expect([await ids(NOW), await ids(NOW), await ids(NOW)]).toEqual(['ord_1', 'ord_2', null]);
  });

  it('counts what failed and gives it again at its second', async () => {
    outbox.addSync(ONE, NOW);
    await outbox.claim(NOW, NOW + 10);
    await outbox.failed('ord_1', 'status_503', NOW + 60);
    expect(await other.nextDue()).toBe(NOW + 60);
    expect(await ids(NOW + 59)).toBeNull();
    expect(await other.claim(NOW + 60, NOW + 70)).toMatchObject({ id: 'ord_1', attempts: 1 });
    await other.failed('unknown', 'status_503', NOW);
    expect(await outbox.nextDue()).toBe(NOW + 70);
  });

  it('forgets what was removed, and that alone', async () => {
    for (const each of [ONE, TWO]) outbox.addSync(each, NOW);
    await other.remove('ord_1');
    expect([await ids(NOW), await ids(NOW)]).toEqual(['ord_2', null]);
  });

  it('takes one settlement of an order: a second one is a defect', () => {
    outbox.addSync(ONE, NOW);
    expect(() => outbox.addSync(ONE, NOW)).toThrow(/UNIQUE/);
  });

  it('takes nothing in from a transaction that fails', async () => {
    const db = files.open();
    const store = createSettlementOutbox(db);
    const order = db.transaction(() => {
      store.addSync(ONE, NOW);
      throw new Error('no order after all');
    });
    expect(order).toThrow('no order after all');
    expect(await outbox.nextDue()).toBeNull();
  });
});

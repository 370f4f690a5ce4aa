import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { runDurably } from './durable-transaction.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const [NORMAL, FULL, EXTRA] = [1, 2, 3];

function createWorld() {
  const [db, other] = files.openTwice();
  db.exec('CREATE TABLE t (x INTEGER)');
  const insert = db.prepare('INSERT INTO t VALUES (1)');
  const rows = () => other.prepare('SELECT count(*) FROM t').pluck().get();
  return { db, other, insert, rows, level: () => db.pragma('synchronous', { simple: true }) };
}

describe('a durable transaction', () => {
  it('waits for the disk, and only this one does', () => {
    const { db, insert, rows, level } = createWorld();
    const within = runDurably(db, () => {
      insert.run();
      return level();
    });
    expect([within, level(), rows()]).toEqual([FULL, NORMAL, 1]);
  });

  it('puts back what the database ran with', () => {
    const { db, level } = createWorld();
    db.pragma('synchronous = EXTRA');
    runDurably(db, () => 0);
    expect(level()).toBe(EXTRA);
  });

  it('has not happened when its work throws', () => {
    const { db, insert, rows, level } = createWorld();
    const work = () => {
      insert.run();
      throw new Error('no');
    };
    expect(() => runDurably(db, work)).toThrow('no');
    expect([rows(), level(), db.inTransaction]).toEqual([0, NORMAL, false]);
  });

  it('holds the write lock from the start', () => {
    const { db, other } = createWorld();
    other.pragma('busy_timeout = 0');
    runDurably(db, () => expect(() => other.exec('INSERT INTO t VALUES (2)')).toThrow(/locked/));
  });

  it('within a transaction is a part of that one', () => {
    const { db, insert, rows, level } = createWorld();
    const caller = db.transaction(() => {
      expect(runDurably(db, () => [insert.run().changes, level()])).toEqual([1, NORMAL]);
      expect(rows()).toBe(0);
      throw new Error('no');
    });
    expect(caller).toThrow('no');
    expect(rows()).toBe(0);
  });
});

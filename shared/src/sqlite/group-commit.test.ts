import { afterAll, describe, expect, it } from '@jest/globals';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import type { Database } from './database.ts';
import { createGroupCommit } from './group-commit.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

function prepare(db: Database) {
  const insert = db.prepare('INSERT INTO claims (jti, until) VALUES (?, 1)');
  const count = db.prepare<[], number>('SELECT count(*) FROM claims').pluck();
  return { claim: (jti: string) => insert.run(jti).changes, count: () => count.get() };
}

describe('statements of one turn', () => {
  it('are all committed before anybody is answered', async () => {
    const [writer, reader] = files.openTwice();
    const { claim } = prepare(writer);
    const { count } = prepare(reader);
    const commit = createGroupCommit(writer);
    const seen: (number | undefined)[] = [];
    const answered = ['a', 'b', 'c'].map(async (jti) => {
      await commit(() => claim(jti));
      seen.push(count());
    });
    expect(count()).toBe(0);
    await Promise.all(answered);
    expect(seen).toEqual([3, 3, 3]);
  });

  it('share one transaction, and one alone needs none', async () => {
    const db = files.open();
    const commit = createGroupCommit(db);
    const isShared = () => db.inTransaction;
    expect(await Promise.all([commit(isShared), commit(isShared)])).toEqual([true, true]);
    expect(await commit(isShared)).toBe(false);
  });

  it('fail one by one', async () => {
    const db = files.open();
    const { claim, count } = prepare(db);
    const commit = createGroupCommit(db);
    const outcomes = await Promise.allSettled(
      ['a', 'a', 'b'].map((jti) => commit(() => claim(jti))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(count()).toBe(2);
  });

  it('have none of them happened when the transaction fails', async () => {
    const db = files.open();
    const { claim, count } = prepare(db);
    const commit = createGroupCommit(db);
    const rollBack = (): never => {
      // As SQLite does by itself when the disk is full.
      db.exec('ROLLBACK');
      throw new Error('database or disk is full');
    };
    const outcomes = await Promise.allSettled([
      commit(() => claim('a')),
      commit(rollBack),
      commit(() => claim('b')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(count()).toBe(0);
  });

  it('are refused together while another process keeps the database to itself, and not for ever', async () => {
    const [db, other] = files.openTwice();
    db.pragma('busy_timeout = 0');
    const { claim, count } = prepare(db);
    const commit = createGroupCommit(db);
    other.exec('BEGIN IMMEDIATE');
    const outcomes = await Promise.allSettled(['a', 'b'].map((jti) => commit(() => claim(jti))));
    other.exec('ROLLBACK');
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await commit(() => claim('a'));
    expect(count()).toBe(1);
  });
});

import { afterAll, describe, expect, it } from '@jest/globals';
import {
  addUsers,
  addUserTable,
  endedSubjects,
  everythingIn,
} from '../../../test/invalidation/user-database.ts';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import type { Change } from '../invalidation/change.ts';
import { createChangeRunner } from './change-runner.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const NOW = 2_000_000_000_000;
const CHANGE: Change = {
  actor: 'usr_admin',
  initiatingEntity: 'admin',
  reason: 'reset-required',
  note: 'a leak elsewhere',
};

function createWorld() {
  const db = files.open();
  addUserTable(db);
  addUsers(db, ['ann', 'bob']);
  const runner = createChangeRunner(db, { clock: () => NOW });
  const setRole = db.prepare('UPDATE users SET role = ? WHERE id = ?');
  const give = (role: string, id: string) => () => setRole.run(role, id).changes === 1;
  const contexts = () => db.prepare('SELECT count(*) FROM change_context').pluck().get();
  const synchronous = () => db.pragma('synchronous', { simple: true });
  return { db, runner, give, contexts, synchronous, ended: () => endedSubjects(db) };
}

describe('a change', () => {
  it('ends sessions under its own name, whatever column it changes', () => {
    const { db, runner, give, contexts } = createWorld();
    expect(runner.run(CHANGE, give('admin', 'ann'))).toEqual({
      kind: 'changed',
      epoch: NOW,
      seq: 1,
    });
    const row = db
      .prepare('SELECT at, actor, initiating_entity, reason, note, txn FROM audit')
      .get();
    const { initiatingEntity: initiating_entity, ...who } = CHANGE;
    expect(row).toEqual({
      ...who,
      initiating_entity,
      at: NOW,
      txn: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(contexts()).toBe(0);
  });

  it('is one txn, whomever it ends, and answers with the last', () => {
    const { db, runner, give, ended } = createWorld();
    const both = () => give('admin', 'ann')() && give('admin', 'bob')();
    expect(runner.run(CHANGE, both)).toMatchObject({ kind: 'changed', seq: 2 });
    expect(ended()).toEqual(['ann reset-required', 'bob reset-required']);
    expect(db.prepare('SELECT count(DISTINCT txn) FROM audit').pluck().get()).toBe(1);
  });

  it('is none when it writes what stands there already', () => {
    const { runner, give, ended, contexts } = createWorld();
    expect(runner.run(CHANGE, give('customer', 'ann'))).toEqual({ kind: 'unchanged' });
    expect([ended(), contexts()]).toEqual([[], 0]);
  });

  it('is none when all that it writes down is that somebody was refused', async () => {
    const { db, runner } = createWorld();
    const refuse = db.prepare(
      `INSERT INTO audit (kind, at, actor, initiating_entity, reason, txn)
       VALUES ('refused', 1, 'x', 'admin', 'no_scope', 't')`,
    );
    expect(runner.run(CHANGE, () => refuse.run().changes === 1)).toEqual({ kind: 'unchanged' });
  });

  it.each<[string, () => unknown]>([
    ['refuses', () => false],
    ['answers with a promise: that is no yes', () => Promise.resolve(true)],
    ['says nothing', () => undefined],
  ])('leaves nothing behind when its work %s', (_, answer) => {
    const { db, runner, give } = createWorld();
    const before = everythingIn(db);
    const once = { credential: 'c', key: 'k', fingerprint: 'f', keepSeconds: 9 };
    const work = () => give('admin', 'ann')() && (answer() as boolean);
    expect(runner.run({ ...CHANGE, once }, work)).toEqual({ kind: 'refused' });
    expect(everythingIn(db)).toEqual(before);
  });

  it('leaves nothing behind when its work throws, and says what was thrown', () => {
    const { db, runner, give } = createWorld();
    const before = everythingIn(db);
    const error = new Error('no');
    const work = () => {
      give('admin', 'ann')();
      throw error;
    };
    expect(() => runner.run(CHANGE, work)).toThrow(error);
    expect(everythingIn(db)).toEqual(before);
    expect(db.inTransaction).toBe(false);
  });

  it('does not run its work again for a request that is repeated', () => {
    const { runner, give, ended } = createWorld();
    const once = { credential: 'c', key: 'k', fingerprint: 'f', keepSeconds: 9 };
    runner.run({ ...CHANGE, once }, give('admin', 'ann'));
    let ran = false;
    const work = () => {
      ran = true;
      return true;
    };
    expect(runner.run({ ...CHANGE, once }, work)).toEqual({ kind: 'repeated', epoch: NOW, seq: 1 });
    expect(runner.run({ ...CHANGE, once: { ...once, fingerprint: 'g' } }, work)).toEqual({
      kind: 'key_reused',
    });
    expect([ran, ended().length]).toEqual([false, 1]);
  });

  it('is on the disk before it is answered, and what follows is as before', () => {
    const { runner, give, synchronous } = createWorld();
    const [NORMAL, FULL] = [1, 2];
    const seen: unknown[] = [];
    runner.run(CHANGE, () => {
      seen.push(synchronous());
      return give('admin', 'ann')();
    });
    seen.push(synchronous());
    runner.run(CHANGE, () => false);
    expect([...seen, synchronous()]).toEqual([FULL, NORMAL, NORMAL]);
  });

  it('is a part of the caller’s transaction, with which it is undone', () => {
    const { db, runner, give, contexts, ended } = createWorld();
    const caller = db.transaction(() => {
      expect(runner.run(CHANGE, give('admin', 'ann')).kind).toBe('changed');
      expect(runner.run(CHANGE, () => false).kind).toBe('refused');
      expect(contexts()).toBe(0);
      throw new Error('no');
    });
    expect(caller).toThrow('no');
    expect(ended()).toEqual([]);
  });
});

describe('one change within another', () => {
  it.each(['run', 'quietly'] as const)('throws, and nothing has happened: %s', (inner) => {
    const { db, runner, give } = createWorld();
    const before = everythingIn(db);
    const nested = () => {
      if (inner === 'quietly') return runner.quietly(give('admin', 'bob'));
      return runner.run(CHANGE, give('admin', 'bob')).kind === 'changed';
    };
    expect(() => runner.run(CHANGE, () => give('admin', 'ann')() && nested())).toThrow(/UNIQUE/);
    expect(everythingIn(db)).toEqual(before);
  });
});

describe('quiet work', () => {
  const rehash = "UPDATE users SET password_hash = 'stronger' WHERE id = 'ann'";

  it('ends nobody’s session, and leaves no trace of being quiet', () => {
    const { db, runner, ended, contexts } = createWorld();
    expect(runner.quietly(() => db.prepare(rehash).run().changes)).toBe(1);
    expect([ended(), contexts()]).toEqual([[], 0]);
    db.exec("UPDATE users SET password_hash = 'other' WHERE id = 'ann'");
    expect(ended()).toEqual(['ann password-change']);
  });

  it('is quiet about insertions and deletions, too', () => {
    const { db, runner, ended } = createWorld();
    runner.quietly(() => {
      db.exec("INSERT OR REPLACE INTO users VALUES ('bob', 'ann@example.com', 'h', 'admin', 0, 0)");
      db.exec("DELETE FROM users WHERE id = 'bob'");
    });
    expect(ended()).toEqual([]);
  });

  it('is on the disk before it is answered, and what follows is as before', () => {
    const { runner, synchronous } = createWorld();
    const [NORMAL, FULL] = [1, 2];
    expect([runner.quietly(synchronous), synchronous()]).toEqual([FULL, NORMAL]);
  });

  it('leaves nothing behind when it throws', () => {
    const { db, runner } = createWorld();
    const before = everythingIn(db);
    const work = () => {
      db.exec(rehash);
      throw new Error('no');
    };
    expect(() => runner.quietly(work)).toThrow('no');
    expect(everythingIn(db)).toEqual(before);
  });

  it('is synchronous: a promise is refused, and nothing has happened', () => {
    const { db, runner } = createWorld();
    const before = everythingIn(db);
    const work = async () => {
      db.exec(rehash);
    };
    expect(() => runner.quietly(work)).toThrow(TypeError);
    expect(everythingIn(db)).toEqual(before);
  });
});

import { afterAll, describe, expect, it } from '@jest/globals';
import { createSqliteFeedStore } from '../../shared/src/sqlite/feed-store.ts';
import { createToolFiles } from './tool-world.ts';

const files = createToolFiles();
afterAll(() => files.remove());

const COLUMNS = 'id, kind, at, actor, initiating_entity, reason, txn, subject';

/** A trail of three: Ann’s end, a refusal, Bob’s end; `audit` is all of it. */
async function createWorld() {
  const world = await files.createWorld();
  const feed = createSqliteFeedStore(world.db, { clock: world.clock });
  const audit = () => world.db.prepare('SELECT * FROM audit ORDER BY id').all();
  const row = (id: number | string, kind = 'subject') =>
    `(${id}, '${kind}', 5, 'mallory', 'admin', 'other', 't', 'cid')`;
  world.run("UPDATE users SET role = 'admin' WHERE id = 'ann'");
  world.run(`INSERT INTO audit (${COLUMNS}) VALUES ${row('NULL', 'refused')}`);
  world.run("UPDATE users SET role = 'admin' WHERE id = 'bob'");
  return { ...world, feed, audit, row };
}

describe('SQL of a database tool leaves the trail as it was written', () => {
  it.each(['INSERT', 'REPLACE', 'INSERT OR REPLACE', 'INSERT OR IGNORE'])(
    'when it would %s a row in the place of another',
    async (insert) => {
      const { run, audit, row, living } = await createWorld();
      const before = audit();
      for (const id of [1, 2, 3]) {
        expect(() => run(`${insert} INTO audit (${COLUMNS}) VALUES ${row(id)}`)).toThrow(/last/);
      }
      expect([audit(), await living()]).toEqual([before, ['cid']]);
    },
  );

  it('when it would insert and, in conflict, update', async () => {
    const { run, audit, row } = await createWorld();
    const before = audit();
    const upsert = `INSERT INTO audit (${COLUMNS}) VALUES ${row(1)}
      ON CONFLICT (id) DO UPDATE SET reason = 'other'`;
    expect(() => run(upsert)).toThrow(/rewritten/);
    expect(audit()).toEqual(before);
  });

  it.each([
    ['the epochs', 'old_epoch = 1, new_epoch = 2'],
    ['the epoch before', 'old_epoch = NULL'],
    ['the epoch after', 'new_epoch = NULL'],
    ['the chain', "chain = 'x'"],
    ['the chain, to begin anew', 'chain = NULL'],
    ['the place', 'id = id + 100'],
    ['the place, by its other name', 'rowid = rowid + 100'],
    ['who it was', "actor = 'nobody'"],
  ])('when it would change %s', async (_, change) => {
    const { run, audit, feed } = await createWorld();
    const head = await feed.head();
    const before = audit();
    for (const how of ['UPDATE', 'UPDATE OR IGNORE', 'UPDATE OR REPLACE']) {
      expect(() => run(`${how} audit SET ${change} WHERE kind = 'subject'`)).toThrow(/rewritten/);
    }
    expect([audit(), await feed.judge(head)]).toEqual([before, 'current']);
  });

  it.each(['new_epoch = 9', "chain = 'x'"])(
    'when it would set %s where none belongs',
    async (set) => {
      const { run, audit } = await createWorld();
      const before = audit();
      expect(() => run(`UPDATE audit SET ${set} WHERE kind = 'refused'`)).toThrow(/rewritten/);
      expect(audit()).toEqual(before);
    },
  );

  it.each(['old_epoch', 'new_epoch', 'chain'])(
    'when it would insert a row with its own %s',
    async (column) => {
      const { run, audit, row } = await createWorld();
      const before = audit();
      const insert = `INSERT INTO audit (${column}, ${COLUMNS}) VALUES ('7', ${row('NULL').slice(1)}`;
      expect(() => run(insert)).toThrow(/by the database/);
      expect(audit()).toEqual(before);
    },
  );

  it('when it would insert where the feed has been read already, or before its beginning', async () => {
    const { run, row, feed, audit } = await createWorld();
    run(`INSERT INTO audit (${COLUMNS}) VALUES ${row('NULL', 'refused')}`);
    await feed.head();
    run("DELETE FROM audit WHERE kind = 'refused'");
    const before = audit();
    for (const id of [2, 4]) {
      expect(() => run(`INSERT INTO audit (${COLUMNS}) VALUES ${row(id)}`)).toThrow(/last/);
    }
    for (const id of [0, -1, -2]) {
      expect(() => run(`INSERT INTO audit (${COLUMNS}) VALUES ${row(id)}`)).toThrow(/begin at 1/);
    }
    expect(audit()).toEqual(before);
  });
});

describe('SQL of a database tool still', () => {
  it('writes what stands there already', async () => {
    const { run, feed, audit } = await createWorld();
    await feed.head();
    const before = audit();
    run('UPDATE audit SET new_epoch = new_epoch, chain = chain, note = note');
    expect(audit()).toEqual(before);
  });

  it('ends sessions by a row that comes last', async () => {
    const { run, row, living, feed } = await createWorld();
    run(`INSERT INTO audit (${COLUMNS}) VALUES ${row(4)}`);
    run(`INSERT INTO audit (${COLUMNS}) VALUES ${row('NULL')}`);
    expect([await living(), (await feed.head()).seq]).toEqual([[], 5]);
  });

  it('cannot stop the feed by a chain of its own: it is written over', async () => {
    const { run, feed, db } = await createWorld();
    const chains = () => db.prepare('SELECT chain FROM audit ORDER BY id').pluck().all();
    const { seq, chain } = await feed.head();
    const right = chains();
    run("UPDATE users SET role = 'wholesale' WHERE id = 'cid'");
    run("UPDATE audit SET chain = 7 WHERE chain IS NULL AND kind = 'subject'");
    expect((await feed.cursorAt(seq)).chain).toBe(chain);
    run('DELETE FROM feed_end');
    run("UPDATE audit SET chain = 'x' WHERE kind = 'subject'");
    expect(await feed.judge({ ...(await feed.head()), seq, chain })).toBe('current');
    expect(chains().slice(0, 3)).toEqual(right);
  });
});

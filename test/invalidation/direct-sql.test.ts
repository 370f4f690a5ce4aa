import { afterAll, describe, expect, it } from '@jest/globals';
import { createToolFiles } from './tool-world.ts';

const files = createToolFiles();
afterAll(() => files.remove());
const { createWorld } = files;

const OTHERS = ['bob', 'cid'];

describe('SQL of a database tool ends the sessions of a user', () => {
  it.each([
    ['password hash', "password_hash = 'new'", 'password-change'],
    ['role', "role = 'admin'", 'role-change'],
    ['disabled flag', 'disabled = 1', 'account-disabled'],
    ['id', "id = 'ann2'", 'account-deleted'],
  ])('whose %s it changes, in that statement, once', async (_, change, reason) => {
    const { run, living, ended } = await createWorld();
    run(`UPDATE users SET ${change} WHERE id = 'ann'`);
    expect(await living()).toEqual(OTHERS);
    expect(ended()).toEqual([`ann ${reason}`]);
  });

  it('whom it enables again', async () => {
    const { run, living, ended } = await createWorld();
    run("UPDATE users SET disabled = 1 WHERE id = 'ann'");
    run("UPDATE users SET disabled = 0 WHERE id = 'ann'");
    expect([await living(), ended()[1]]).toEqual([OTHERS, 'ann account-enabled']);
  });

  it('once, when it changes several columns at a time', async () => {
    const { run, living, ended } = await createWorld();
    run(
      "UPDATE users SET role = 'admin', password_hash = 'new', disabled = 1, email = 'x' WHERE id = 'ann'",
    );
    expect([await living(), ended()]).toEqual([OTHERS, ['ann password-change']]);
  });

  it('of each of many that one statement changes', async () => {
    const { run, living, ended } = await createWorld();
    run("UPDATE users SET role = 'wholesale' WHERE id <> 'cid'");
    expect(await living()).toEqual(['cid']);
    expect(ended()).toEqual(['ann role-change', 'bob role-change']);
  });

  it('whom it deletes', async () => {
    const { run, living, ended } = await createWorld();
    run("DELETE FROM users WHERE id = 'ann'");
    expect([await living(), ended()]).toEqual([OTHERS, ['ann account-deleted']]);
  });

  it('whom it replaces by a new row of the same id', async () => {
    const { run, living, ended } = await createWorld();
    run(
      "INSERT OR REPLACE INTO users VALUES ('ann', 'ann@example.com', 'new', 'customer', 0, NULL)",
    );
    expect([await living(), ended()]).toEqual([OTHERS, ['ann credential-change']]);
  });

  it('whom it replaces without a word: by another user with the same address', async () => {
    const { run, living, ended } = await createWorld();
    run("REPLACE INTO users VALUES ('new', 'ann@example.com', 'h', 'customer', 0, NULL)");
    expect([await living(), ended()]).toEqual([OTHERS, ['ann account-deleted']]);
  });

  it('once, whom it replaces, whatever is inserted afterwards', async () => {
    const { run, ended } = await createWorld();
    run("REPLACE INTO users VALUES ('new', 'ann@example.com', 'h', 'customer', 0, NULL)");
    run("INSERT INTO users VALUES ('newer', 'newer@example.com', 'h', 'customer', 0, NULL)");
    run("UPDATE users SET email = 'newest@example.com' WHERE id = 'newer'");
    expect(ended()).toEqual(['ann account-deleted']);
  });

  it.each([
    ['address', "email = 'ann@example.com'", ['cid'], ['ann account-deleted']],
    ['id', "id = 'ann'", ['cid'], ['bob account-deleted', 'ann credential-change']],
  ])('whose place another user takes, with the %s', async (_, take, left, expected) => {
    const { run, living, ended } = await createWorld();
    run(`UPDATE OR REPLACE users SET ${take}, role = role WHERE id = 'bob'`);
    // Who takes an address stays who they are; who takes an id does not.
    expect(await living()).toEqual(take.startsWith('email') ? OTHERS : left);
    expect(ended()).toEqual(expected);
  });

  it('also where triggers of deletions fire on a replacement', async () => {
    const { tool, run, living } = await createWorld();
    tool.pragma('recursive_triggers = ON');
    run("REPLACE INTO users VALUES ('new', 'ann@example.com', 'h', 'customer', 0, NULL)");
    run("REPLACE INTO users VALUES ('bob', 'bob@example.com', 'h', 'customer', 0, NULL)");
    expect(await living()).toEqual(['cid']);
  });

  it.each(['ABORT', 'FAIL', 'IGNORE', 'REPLACE', 'ROLLBACK'])(
    'whatever its conflict clause: %s',
    async (clause) => {
      const { run, living, ended } = await createWorld();
      run(`UPDATE OR ${clause} users SET role = 'admin' WHERE id = 'ann'`);
      run(`UPDATE OR ${clause} users SET role = 'customer' WHERE id = 'ann'`);
      expect([await living(), ended()]).toEqual([OTHERS, ['ann role-change', 'ann role-change']]);
    },
  );

  it('by an upsert that changes the row', async () => {
    const { run, living, ended } = await createWorld();
    run(`INSERT INTO users VALUES ('other', 'ann@example.com', 'h', 'admin', 0, NULL)
      ON CONFLICT (email) DO UPDATE SET role = excluded.role`);
    expect([await living(), ended()]).toEqual([OTHERS, ['ann role-change']]);
  });

  it('with a schema that nobody trusts', async () => {
    const { tool, run, living } = await createWorld();
    tool.pragma('trusted_schema = OFF');
    run("UPDATE users SET role = 'admin' WHERE id = 'ann'");
    expect(await living()).toEqual(OTHERS);
  });

  it('as a whole or not at all', async () => {
    const { tool, run, living, ended } = await createWorld();
    run("BEGIN; UPDATE users SET role = 'admin' WHERE id = 'ann'; ROLLBACK");
    expect(() => tool.exec("UPDATE users SET role = 'root' WHERE id = 'ann'")).toThrow(/CHECK/);
    expect([await living(), ended()]).toEqual([['ann', ...OTHERS], []]);
  });

  it('under the name of the tool, in a txn of its own', async () => {
    const { db, run } = await createWorld();
    run("UPDATE users SET role = 'admin' WHERE id <> 'cid'");
    const rows = db.prepare('SELECT actor, initiating_entity, note, txn FROM audit').all();
    const who = { actor: 'sql', initiating_entity: 'system', note: null };
    const txn = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(rows).toEqual([
      { ...who, txn },
      { ...who, txn },
    ]);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(2);
  });

  it('at the time of the machine, and raises the epoch without believing that clock', async () => {
    const { db, run } = await createWorld();
    const [from, before] = [
      Date.now(),
      db.prepare('SELECT epoch FROM subject_state').pluck().get(),
    ];
    run("UPDATE users SET role = 'admin' WHERE id = 'ann'");
    const row = db.prepare('SELECT at, old_epoch, new_epoch FROM audit').get() as Record<
      string,
      number
    >;
    expect(row.at).toBeGreaterThanOrEqual(from - 1);
    expect(row.at).toBeLessThanOrEqual(Date.now() + 1);
    expect([row.old_epoch, row.new_epoch]).toEqual([before, Number(before) + 1]);
  });
});

import { afterAll, describe, expect, it } from '@jest/globals';
import { putSession } from '../support/stored-session.ts';
import { createToolFiles } from './tool-world.ts';

const files = createToolFiles();
afterAll(() => files.remove());
const { createWorld } = files;

describe('SQL of a database tool ends nobody’s session', () => {
  const ALL = ['ann', 'bob', 'cid'];

  it.each([
    ['writes what stands there already', "role = role, password_hash = 'hash-0', disabled = 0"],
    ['changes something else', "seen_at = 5, email = id || '@example.org'"],
  ])('when it %s', async (_, change) => {
    const { run, living, ended } = await createWorld();
    run(`UPDATE users SET ${change}`);
    expect([await living(), ended()]).toEqual([ALL, []]);
  });

  it('when it inserts somebody new, who can sign in', async () => {
    const { run, db, living, ended } = await createWorld();
    run("INSERT INTO users VALUES ('new', 'new@example.com', 'h', 'customer', 0, NULL)");
    expect([await living(), ended()]).toEqual([ALL, []]);
    await putSession(db, { entity: 'new', sid: 'sid_new' });
    run("UPDATE users SET role = 'admin' WHERE id = 'new'");
    expect(ended()).toEqual(['new role-change']);
  });

  it.each(['INSERT OR IGNORE INTO', 'INSERT INTO'])('when %s comes to nothing', async (insert) => {
    const { run, living, ended } = await createWorld();
    const upsert = insert === 'INSERT INTO' ? 'ON CONFLICT DO NOTHING' : '';
    run(`${insert} users VALUES ('new', 'ann@example.com', 'h', 'customer', 0, NULL) ${upsert}`);
    run("INSERT INTO users VALUES ('newer', 'newer@example.com', 'h', 'customer', 0, NULL)");
    expect([await living(), ended()]).toEqual([ALL, []]);
  });

  it('when nobody is deleted', async () => {
    const { run, living, ended } = await createWorld();
    run(
      "DELETE FROM users WHERE id = 'nobody'; UPDATE users SET role = 'admin' WHERE id = 'nobody'",
    );
    expect([await living(), ended()]).toEqual([ALL, []]);
  });
});

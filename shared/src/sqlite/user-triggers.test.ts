import { afterAll, describe, expect, it } from '@jest/globals';
import { endedSubjects } from '../../../test/invalidation/user-database.ts';
import { createDatabaseFiles } from '../../../test/support/database-files.ts';
import { type UserTable, userTriggers } from './user-triggers.ts';

const files = createDatabaseFiles();
afterAll(() => files.remove());

const USERS: UserTable = {
  table: 'users',
  id: 'id',
  passwordHash: 'password_hash',
  role: 'role',
  disabled: 'disabled',
  unique: ['email'],
};

describe('the triggers on users', () => {
  it.each(['table', 'id', 'passwordHash', 'role', 'disabled', 'unique'] as const)(
    'refuse a name of "%s" that is no plain identifier, without repeating it',
    (what) => {
      const names = { ...USERS, [what]: what === 'unique' ? ['email', 'x; y'] : 'x; y' };
      expect(() => userTriggers(names)).toThrow(
        new TypeError(`"${what}" expected a plain SQL identifier`),
      );
    },
  );

  it('need no table of users that has unique columns besides the id', () => {
    const { unique: _, ...plain } = USERS;
    expect(userTriggers(plain)).not.toContain('displaced_subjects');
  });

  it('run in the SQLite of any tool: nothing in them is younger than STRICT tables (3.37)', () => {
    // unixepoch() 3.38, 'subsec' 3.42, ->> 3.38, concat() 3.44, iif() with two arguments 3.48.
    expect(userTriggers(USERS)).not.toMatch(/unixepoch|subsec|->|concat|iif/);
  });
});

describe('a table that compares text without case', () => {
  it('ends sessions all the same when a letter of the hash, the role or the id changes its case', () => {
    const db = files.open();
    const names = { table: 't', id: 'id', passwordHash: 'hash', role: 'role', disabled: 'off' };
    db.exec(`
      CREATE TABLE t (id TEXT COLLATE NOCASE PRIMARY KEY, hash TEXT COLLATE NOCASE, role TEXT COLLATE NOCASE, off);
      ${userTriggers(names)}
      INSERT INTO t VALUES ('a', 'h', 'r', 0)`);
    for (const change of ["hash = 'H'", "role = 'R'", "id = 'A'"])
      db.exec(`UPDATE t SET ${change}`);
    expect(endedSubjects(db)).toEqual(['a password-change', 'a role-change', 'a account-deleted']);
  });
});

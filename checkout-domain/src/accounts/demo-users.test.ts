import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { demoUsers, seedDemoUsers } from './demo-users.ts';
import { accountMigrations } from './migrations.ts';
import { createPasswordHasher, type PasswordHasher } from './password-hasher.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import type { User } from './user.ts';
import { createUserStore } from './user-store.ts';

let files: TestDatabase;
let db: Database;
let hashes: number;
let hasher: PasswordHasher;

beforeEach(() => {
  files = createTestDatabase({ accounts: accountMigrations });
  db = files.open();
  hashes = 0;
  const real = createPasswordHasher({ cost: { memoryKib: 8, passes: 1, lanes: 1 } });
  hasher = {
    ...real,
    hash: (password) => {
      hashes += 1;
      return real.hash(password);
    },
  };
});
afterEach(() => files.remove());

function seed(handle: Database, password = 'demo password'): Promise<User[]> {
  return seedDemoUsers({
    users: createUserStore(handle),
    hasher,
    password,
    now: 1_700_000_000_000,
  });
}

describe('seedDemoUsers', () => {
  it('creates one user of each role', async () => {
    const created = await seed(db);
    expect(created.map(({ email, role }) => `${email} ${role}`)).toEqual([
      'shopper@example.com customer',
      'wholesale@example.com wholesale',
      'admin@example.com admin',
    ]);
    for (const { email } of demoUsers) {
      const credentials = await createUserStore(db).credentials(email);
      expect(await hasher.verify(credentials?.passwordHash ?? null, 'demo password')).toBe(true);
    }
  });

  it('does nothing the second time, not even a hash', async () => {
    await seed(db);
    hashes = 0;
    expect(await seed(db, 'another password')).toEqual([]);
    expect(hashes).toBe(0);
  });

  it('leaves a changed role and password alone', async () => {
    await seed(db);
    db.exec(`UPDATE users SET role = 'customer', password_hash = 'changed'`);
    await seed(db);
    const rows = db.prepare('SELECT DISTINCT role, password_hash FROM users').all();
    expect(rows).toEqual([{ role: 'customer', password_hash: 'changed' }]);
  });

  it('creates each user once when two processes start together', async () => {
    const created = await Promise.all([seed(db), seed(files.open())]);
    expect(
      created
        .flat()
        .map(({ email }) => email)
        .sort(),
    ).toEqual(demoUsers.map(({ email }) => email).sort());
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { createAuthenticator } from './authenticate.ts';
import { accountMigrations } from './migrations.ts';
import { createPasswordHasher, HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import { createRegistration } from './register.ts';
import { createRegistrationLimiter, type RegistrationLimiter } from './registration-limiter.ts';
import { createSignInLimiter } from './sign-in-limiter.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { createUserStore, type UserStore } from './user-store.ts';

const KEY = new Uint8Array(32).fill(7);
const NOW = 1_700_000_000_123;
const ATTEMPT = {
  email: ' Ann@Example.com',
  password: 'a lighthouse keeper',
  address: '192.0.2.7',
};

let files: TestDatabase;
let db: Database;
let users: UserStore;
let hasher: PasswordHasher;
let limiter: RegistrationLimiter;

beforeEach(() => {
  files = createTestDatabase({ accounts: accountMigrations });
  db = files.open();
  users = createUserStore(db);
  hasher = createPasswordHasher({ cost: { memoryKib: 8, passes: 1, lanes: 1 } });
  const limit = { attempts: 3, windowSeconds: 3_600 };
  limiter = createRegistrationLimiter({ db, key: KEY, limit });
});
afterEach(() => files.remove());

function register(attempt: typeof ATTEMPT, shopName = 'Northwind') {
  const clock = () => NOW;
  return createRegistration({ users, hasher, limiter, clock, shopName }).register(attempt);
}

describe('register', () => {
  it('creates a customer who can sign in with the same epoch', async () => {
    const outcome = await register(ATTEMPT);
    expect(outcome).toEqual({
      kind: 'ok',
      epoch: NOW,
      user: expect.objectContaining({ email: 'ann@example.com', role: 'customer' }),
    });
    const signIn = createAuthenticator({
      users,
      hasher,
      limiter: createSignInLimiter({ db, key: KEY }),
    });
    expect(await signIn.authenticate(ATTEMPT)).toEqual(outcome);
  });

  it('stores the password hashed only', async () => {
    await register(ATTEMPT);
    expect(JSON.stringify(db.prepare('SELECT * FROM users').all())).not.toContain('lighthouse');
  });

  it.each([
    ['invalid_email', { ...ATTEMPT, email: 'ann' }],
    ['weak_password', { ...ATTEMPT, password: 'password' }],
    ['weak_password', { ...ATTEMPT, password: 'Northwind1' }],
    ['weak_password', { ...ATTEMPT, email: 'lighthouse@keeper.example' }],
  ])('refuses with %s, says why, and hashes nothing', async (code, attempt) => {
    hasher = { ...hasher, hash: () => Promise.reject(new Error('hashed')) };
    expect(await register(attempt)).toEqual({
      kind: 'refused',
      code,
      problems: [expect.stringMatching(/\.$/)],
    });
  });

  it('refuses an address that is taken, however it is written', async () => {
    await register(ATTEMPT);
    const again = await register({ ...ATTEMPT, email: 'ANN@example.com' });
    expect(again).toMatchObject({ kind: 'refused', code: 'email_taken' });
  });

  it('gives an address to one of two who ask at once', async () => {
    const outcomes = await Promise.all([register(ATTEMPT), register(ATTEMPT)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['ok', 'refused']);
  });
});

describe('the limit of registrations', () => {
  it('holds per address, for taken e-mails too, and not for typing errors', async () => {
    for (let i = 0; i < 5; i++) await register({ ...ATTEMPT, password: 'short' });
    for (let i = 0; i < 3; i++) await register(ATTEMPT);
    const fourth = await register(ATTEMPT);
    expect(fourth).toEqual({ kind: 'limited', retryAfterSeconds: expect.any(Number) });
    const elsewhere = await register({ ...ATTEMPT, address: '192.0.2.8' });
    expect(elsewhere).toMatchObject({ code: 'email_taken' });
  });

  it('does not count an attempt that found the server busy', async () => {
    const free = hasher;
    hasher = { ...free, hash: () => Promise.reject(new HasherBusyError(64)) };
    for (let i = 0; i < 5; i++) {
      expect(await register(ATTEMPT)).toEqual({ kind: 'busy', retryAfterSeconds: 2 });
    }
    hasher = free;
    expect(await register(ATTEMPT)).toMatchObject({ kind: 'ok' });
  });
});

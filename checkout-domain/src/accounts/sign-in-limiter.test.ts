import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { createAttemptCounter, removeExpiredAttempts } from './attempt-counter.ts';
import { accountMigrations } from './migrations.ts';
import { createSignInLimiter, SIGN_IN_LIMITS, type SignInLimiter } from './sign-in-limiter.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

const KEY = new Uint8Array(32).fill(7);
const ANN = { account: 'ann@example.com', address: '192.0.2.7' };
const LIMITS = {
  pair: { attempts: 2, windowSeconds: 900 },
  account: { attempts: 4, windowSeconds: 3_600 },
  address: { attempts: 3, windowSeconds: 600 },
};

let files: TestDatabase;
let db: Database;
let limiter: SignInLimiter;

beforeEach(() => {
  files = createTestDatabase({ accounts: accountMigrations });
  db = files.open();
  limiter = createSignInLimiter({ db, key: KEY, limits: LIMITS });
});
afterEach(() => files.remove());

/** The library reads the system's clock; moving the rows instead of the clock needs no sleep. */
function letTimePass(seconds: number): void {
  db.prepare('UPDATE attempts SET expire = expire - ?').run(seconds * 1_000);
}

async function fail(source: { account: string; address: string }, times: number): Promise<void> {
  for (let i = 0; i < times; i++) expect(await limiter.begin(source)).toBeNull();
}

describe('the limits', () => {
  it('are those of the specification', () => {
    expect(SIGN_IN_LIMITS.pair).toEqual({ attempts: 10, windowSeconds: 15 * 60 });
    expect(SIGN_IN_LIMITS.account.attempts).toBe(50);
    expect(SIGN_IN_LIMITS.address.attempts).toBe(100);
  });

  it('let ten failures pass and refuse the eleventh attempt', async () => {
    limiter = createSignInLimiter({ db, key: KEY });
    await fail(ANN, 10);
    const waitSeconds = await limiter.begin(ANN);
    expect(waitSeconds).toBeGreaterThan(890);
    expect(waitSeconds).toBeLessThanOrEqual(900);
  });

  it('refuse one account at one address, and neither alone', async () => {
    await fail(ANN, 2);
    expect(await limiter.begin(ANN)).not.toBeNull();
    expect(await limiter.begin({ ...ANN, address: '192.0.2.8' })).toBeNull();
    expect(await limiter.begin({ ...ANN, account: 'bob@example.com' })).toBeNull();
  });

  it('refuse one account that is tried from many addresses', async () => {
    for (const last of [1, 2, 3, 4]) await fail({ ...ANN, address: `198.51.100.${last}` }, 1);
    const waitSeconds = await limiter.begin({ ...ANN, address: '198.51.100.5' });
    expect(waitSeconds).toBeGreaterThan(3_590);
  });

  it('refuse one address that tries many accounts', async () => {
    for (const name of ['a', 'b', 'c']) await fail({ ...ANN, account: name }, 1);
    expect(await limiter.begin({ ...ANN, account: 'd' })).toBeGreaterThan(590);
  });

  it('count one household by its network', async () => {
    await fail({ ...ANN, address: '2001:db8::1' }, 2);
    expect(await limiter.begin({ ...ANN, address: '2001:db8::2' })).not.toBeNull();
  });

  it('let no more pass of many attempts at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => limiter.begin(ANN)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(2);
  });

  it('end with the window', async () => {
    await fail(ANN, 2);
    letTimePass(899);
    expect(await limiter.begin(ANN)).toBeLessThanOrEqual(1);
    letTimePass(2);
    expect(await limiter.begin(ANN)).toBeNull();
  });

  it('hold in another process, and after a restart', async () => {
    await fail(ANN, 2);
    const other = createSignInLimiter({ db: files.open(), key: KEY, limits: LIMITS });
    expect(await other.begin(ANN)).not.toBeNull();
  });
});

describe('what is counted', () => {
  it('is no refused attempt: waiting in front of one limit does not use up the others', async () => {
    await fail(ANN, 2);
    for (let i = 0; i < 10; i++) await limiter.begin(ANN);
    expect(await limiter.begin({ ...ANN, account: 'bob@example.com' })).toBeNull();
    expect(await limiter.begin({ ...ANN, address: '192.0.2.8' })).toBeNull();
  });

  it('is no refused attempt: waiting in front of a wide limit does not use up the narrow one', async () => {
    for (const name of ['a', 'b', 'c']) await fail({ ...ANN, account: name }, 1);
    for (let i = 0; i < 5; i++) expect(await limiter.begin(ANN)).not.toBeNull();
    letTimePass(LIMITS.address.windowSeconds);
    await fail(ANN, 2);
  });

  it('is no success', async () => {
    for (let i = 0; i < 10; i++) {
      await fail(ANN, 1);
      await limiter.succeed(ANN);
    }
    await fail(ANN, 2);
  });

  it('is every failure of others: signing in to one account does not excuse tries at the next', async () => {
    await fail({ ...ANN, account: 'victim-1' }, 1);
    await fail({ ...ANN, account: 'victim-2' }, 1);
    await fail(ANN, 1);
    await limiter.succeed(ANN);
    await fail({ ...ANN, account: 'victim-3' }, 1);
    expect(await limiter.begin({ ...ANN, account: 'victim-4' })).not.toBeNull();
  });

  it('is no attempt that was withdrawn', async () => {
    for (let i = 0; i < 10; i++) {
      await fail(ANN, 1);
      await limiter.withdraw(ANN);
    }
    await fail(ANN, 2);
  });
});

describe('what is stored', () => {
  it('shows neither account nor address', async () => {
    await fail(ANN, 1);
    const rows = JSON.stringify(db.prepare('SELECT * FROM attempts').all());
    expect(rows).not.toMatch(/ann|example|192/);
  });

  it('is hashed under the key, so it cannot be found by trying addresses', async () => {
    await fail(ANN, 2);
    const other = createSignInLimiter({ db, key: new Uint8Array(32), limits: LIMITS });
    expect(await other.begin(ANN)).toBeNull();
  });

  it('goes when its time is over, and not before', async () => {
    await fail(ANN, 1);
    letTimePass(899);
    removeExpiredAttempts(db, Date.now());
    expect(db.prepare('SELECT count(*) FROM attempts').pluck().get()).toBe(2);
    letTimePass(3_600);
    expect(removeExpiredAttempts(db, Date.now())).toBe(2);
  });

  it('needs a key that cannot be guessed', () => {
    expect(() => createSignInLimiter({ db, key: new Uint8Array(15) })).toThrow(RangeError);
  });
});

describe('a failing store', () => {
  it('is reported, and is neither a yes nor a time to wait', async () => {
    const limit = { attempts: 1, windowSeconds: 60 };
    const counter = createAttemptCounter({ db, key: KEY, name: 'test', limit });
    db.exec('DROP TABLE attempts');
    await expect(counter.take('subject')).rejects.toThrow(/no such table/);
  });
});

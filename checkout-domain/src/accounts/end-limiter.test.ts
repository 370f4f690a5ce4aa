import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEndLimiter, END_LIMITS, type EndLimiter } from './end-limiter.ts';
import { accountMigrations } from './migrations.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

const KEY = new Uint8Array(32).fill(7);

let files: TestDatabase;
let open: () => EndLimiter;
let limiter: EndLimiter;
beforeEach(() => {
  files = createTestDatabase({ accounts: accountMigrations });
  open = () => createEndLimiter({ db: files.open(), key: KEY });
  limiter = open();
});
afterEach(() => files.remove());

async function use(scope: 'one' | 'all', user: string): Promise<void> {
  for (let i = 0; i < END_LIMITS[scope].attempts; i++) {
    expect(await limiter.begin(scope, user)).toBeNull();
  }
}

describe('the limit of ending sessions', () => {
  it('is one for each user and for either way', async () => {
    await use('all', 'usr_ann');
    expect(await limiter.begin('all', 'usr_ann')).toBeGreaterThan(14 * 60);
    expect(await limiter.begin('one', 'usr_ann')).toBeNull();
    expect(await limiter.begin('all', 'usr_bob')).toBeNull();
  });

  it('lets no more through when they come at once', async () => {
    const other = open();
    const all = await Promise.all(
      Array.from({ length: 12 }, () =>
        [limiter, other].map((each) => each.begin('all', 'usr_ann')),
      ).flat(),
    );
    expect(all.filter((wait) => wait === null)).toHaveLength(END_LIMITS.all.attempts);
  });

  it('holds in another process, and after a restart', async () => {
    await use('one', 'usr_ann');
    expect(await open().begin('one', 'usr_ann')).toBeGreaterThan(0);
  });

  it('does not count what ended nothing, nor what was refused', async () => {
    await use('all', 'usr_ann');
    for (let i = 0; i < 5; i++) expect(await limiter.begin('all', 'usr_ann')).not.toBeNull();
    await limiter.withdraw('all', 'usr_ann');
    expect(await limiter.begin('all', 'usr_ann')).toBeNull();
    expect(await limiter.begin('all', 'usr_ann')).not.toBeNull();
  });

  it('keeps no name of a user', async () => {
    await limiter.begin('all', 'usr_ann');
    const keys = files.open().prepare('SELECT key FROM attempts').pluck().all();
    expect(keys).toHaveLength(1);
    expect(String(keys)).not.toContain('usr_ann');
  });
});

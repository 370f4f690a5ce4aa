import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestAccounts, type TestAccounts } from './test-accounts.ts';
import type { UserId } from './user.ts';
import { createUserSearch, MAX_FOUND_USERS } from './user-search.ts';

let accounts: TestAccounts;
let ann: UserId;

beforeEach(async () => {
  accounts = createTestAccounts();
  ann = await accounts.register('ann@example.com');
  for (const email of [
    'anna@example.com',
    'bob@example.com',
    'a_b@example.com',
    'a%b@example.com',
  ]) {
    await accounts.register(email);
  }
});
afterEach(() => accounts.remove());

async function found(text: string, limit?: number): Promise<string[]> {
  const users = await createUserSearch(accounts.db).search(text, limit);
  return users.map(({ email }) => email);
}

describe('search', () => {
  it('finds by the beginning of an address, the exact one first', async () => {
    expect(await found('ann')).toEqual(['ann@example.com', 'anna@example.com']);
    expect(await found('ann@example.com')).toEqual(['ann@example.com']);
    expect(await found('nn@example.com')).toEqual([]);
  });

  it('finds in capitals, and with blanks around', async () => {
    expect(await found(' BOB@Example ')).toEqual(['bob@example.com']);
  });

  it('finds by id', async () => {
    expect(await found(ann)).toEqual(['ann@example.com']);
    expect(await found(ann.slice(0, -1))).toEqual([]);
  });

  it.each([
    ['a_', ['a_b@example.com']],
    ['a%', ['a%b@example.com']],
    ['%', []],
    ['_', []],
    ['\\', []],
    [`' OR 1=1 --`, []],
  ])('takes %s as it stands', async (text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it('lists the first ones for an empty text', async () => {
    expect(await found('', 2)).toEqual(['a%b@example.com', 'a_b@example.com']);
  });

  it('never answers more than a page', async () => {
    const insert = accounts.db.prepare(`
      INSERT INTO users (id, email, password_hash, role, created_at)
      VALUES ('usr_' || :n, 'zoe-' || :n || '@example.com', 'x', 'customer', 1)`);
    for (let n = 0; n < 60; n++) insert.run({ n });
    expect(await found('zoe')).toHaveLength(20);
    expect(await found('zoe', 1_000)).toHaveLength(MAX_FOUND_USERS);
  });

  it('finds nobody by a text that is longer than any address', async () => {
    expect(await found('%'.repeat(1_000_000))).toEqual([]);
  });

  it('answers without hashes', async () => {
    const users = await createUserSearch(accounts.db).search('ann');
    expect(JSON.stringify(users)).not.toContain('argon2');
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { byAdmin } from './test-accounts.ts';
import { createTestResets, type TestResets } from './test-resets.ts';

const HOUR = 3_600_000;

let test: TestResets;

beforeEach(async () => {
  test = await createTestResets();
});
afterEach(() => test.accounts.remove());

describe('the store of tokens', () => {
  it('shows no token', async () => {
    const token = await test.issue();
    const rows = JSON.stringify(test.accounts.db.prepare('SELECT * FROM password_resets').all());
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(token.slice(4));
  });

  it('issues none for nobody or a disabled user', async () => {
    await test.accounts.changes.setDisabled(test.ann, true, byAdmin('account-disabled'));
    expect(await test.tokens.issue(test.ann, 1)).toBeNull();
    expect(await test.tokens.issue('usr_nobody', 1)).toBeNull();
  });

  it('drops what has expired, and nothing else', async () => {
    await test.issue();
    test.accounts.now += 1_000;
    const later = await test.issue();
    const expired = Math.floor((test.accounts.now + HOUR) / 1000) - 1;
    expect(await test.tokens.sweep(expired - 1)).toBe(0);
    expect(await test.tokens.sweep(expired)).toBe(1);
    expect(await test.resets().isUsable(later)).toBe(true);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSqliteInvalidator } from 'domain-bridge/sqlite';
import { HasherBusyError } from './password-hasher.ts';
import { byAdmin, START } from './test-accounts.ts';
import { createTestResets, NEW, OLD, type TestResets } from './test-resets.ts';

const REFUSED = { kind: 'refused', code: 'reset_refused' };
const HOUR = 3_600_000;

let test: TestResets;

beforeEach(async () => {
  test = await createTestResets();
});
afterEach(() => test.accounts.remove());

describe('a token', () => {
  it('sets a new password once, and ends every session', async () => {
    const lives = await test.accounts.signIn(test.ann);
    const token = await test.issue();
    expect(await test.resets().isUsable(token)).toBe(true);
    expect(await test.confirm(token)).toEqual({
      kind: 'ok',
      epoch: START + 1_000,
      seq: expect.any(Number),
    });
    expect(await lives()).toBe(false);
    expect(await test.signIn(NEW)).toMatchObject({ kind: 'ok' });
    expect(await test.signIn(OLD)).toMatchObject({ kind: 'refused' });
    expect(await test.resets().isUsable(token)).toBe(false);
    expect(await test.confirm(token, 'a third password')).toEqual(REFUSED);
    expect(test.accounts.trail()).toEqual([
      expect.objectContaining({
        actor: test.ann,
        initiating_entity: 'user',
        reason: 'password-reset',
      }),
    ]);
    expect(test.queued).toEqual(['wake']);
  });

  it('is good for one of two who bring it at once', async () => {
    const token = await test.issue();
    const outcomes = await Promise.all([
      test.confirm(token),
      test.confirm(token, 'a third password'),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['ok', 'refused']);
    expect(test.accounts.trail()).toHaveLength(1);
  });

  it('takes every other token of the user with it', async () => {
    const [first, second] = [await test.issue(), await test.issue()];
    await test.confirm(first);
    expect(await test.confirm(second, 'a third password')).toEqual(REFUSED);
    expect(test.accounts.db.prepare('SELECT count(*) FROM password_resets').pluck().get()).toBe(0);
  });

  it('lives an hour, to the second', async () => {
    const [late, early] = [await test.issue(), await test.issue()];
    test.accounts.now += HOUR - 1_000;
    expect(await test.resets().isUsable(early)).toBe(true);
    test.accounts.now += 1_000;
    const before = test.accounts.snapshot();
    expect(await test.resets().isUsable(late)).toBe(false);
    expect(await test.confirm(late)).toEqual(REFUSED);
    expect(test.accounts.snapshot()).toEqual(before);
  });

  it.each([
    [
      'another password',
      () => test.accounts.open().exec(`UPDATE users SET password_hash = 'hash-9'`),
    ],
    [
      'another role',
      () => test.accounts.changes.setRole(test.ann, 'wholesale', byAdmin('role-change')),
    ],
    [
      'being disabled and enabled again',
      async () => {
        await test.accounts.changes.setDisabled(test.ann, true, byAdmin('account-disabled'));
        await test.accounts.changes.setDisabled(test.ann, false, byAdmin('account-enabled'));
      },
    ],
    [
      'an end of all sessions',
      () =>
        createSqliteInvalidator(test.accounts.db, test.accounts).revoke(
          test.ann,
          byAdmin('sessions-revoked'),
        ),
    ],
    [
      'an end of the sessions of everybody',
      () =>
        createSqliteInvalidator(test.accounts.db, test.accounts).endEveryone(byAdmin('everyone')),
    ],
    ['deletion', () => test.accounts.changes.remove(test.ann, byAdmin('account-deleted'))],
  ])('dies with its epoch, by %s (R4, I9)', async (_what, overtake) => {
    const token = await test.issue();
    await overtake();
    const before = test.accounts.snapshot();
    expect(await test.resets().isUsable(token)).toBe(false);
    expect(await test.confirm(token)).toEqual(REFUSED);
    expect(test.accounts.snapshot()).toEqual(before);
  });

  it('dies also when it is overtaken while the hash is computed', async () => {
    const token = await test.issue();
    const real = test.hasher;
    test.hasher = {
      ...real,
      hash: async (password) => {
        await createSqliteInvalidator(test.accounts.db, test.accounts).revoke(
          test.ann,
          byAdmin('sessions-revoked'),
        );
        return real.hash(password);
      },
    };
    expect(await test.confirm(token)).toEqual(REFUSED);
    expect(test.accounts.trail().map(({ reason }) => reason)).toEqual(['sessions-revoked']);
  });

  it('is refused alike when it is unknown or not even one, without a hash', async () => {
    test.hasher = { ...test.hasher, hash: () => Promise.reject(new Error('hashed')) };
    for (const token of [`rst_${'A'.repeat(43)}`, '', 'rst_', 'x'.repeat(1_000_000)]) {
      expect(await test.confirm(token)).toEqual(REFUSED);
      expect(await test.resets().isUsable(token)).toBe(false);
    }
  });

  it('stays good after a weak password', async () => {
    const token = await test.issue();
    for (const weak of ['short', 'Northwind1', 'ann@example.com']) {
      expect(await test.confirm(token, weak)).toEqual({
        kind: 'refused',
        code: 'weak_password',
        problems: [expect.stringMatching(/\.$/)],
      });
    }
    expect(await test.confirm(token)).toMatchObject({ kind: 'ok' });
  });

  it('stays good when the server was busy', async () => {
    const token = await test.issue();
    const real = test.hasher;
    test.hasher = { ...real, hash: () => Promise.reject(new HasherBusyError(64)) };
    expect(await test.confirm(token)).toEqual({ kind: 'busy', retryAfterSeconds: 2 });
    test.hasher = real;
    expect(await test.confirm(token)).toMatchObject({ kind: 'ok' });
  });

  it('lets its owner sign in at once, also after ten failures', async () => {
    for (let i = 0; i < 10; i++) await test.signIn('a guess at it');
    expect(await test.signIn(OLD)).toMatchObject({ kind: 'limited' });
    await test.confirm(await test.issue());
    expect(await test.signIn(NEW)).toMatchObject({ kind: 'ok' });
  });
});

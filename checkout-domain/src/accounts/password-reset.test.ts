import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hasCost } from './argon2-hash.ts';
import { createPasswordReset } from './password-reset.ts';
import { createResetLimiter, RESET_LIMITS } from './reset-limiter.ts';
import { createSignInLimiter } from './sign-in-limiter.ts';
import { byAdmin, CHEAP, START } from './test-accounts.ts';
import { ADDRESS, createTestResets, KEY, OLD, type TestResets } from './test-resets.ts';
import type { UserId } from './user.ts';

const REFUSED = { kind: 'refused', code: 'reset_refused' };

let test: TestResets;

beforeEach(async () => {
  test = await createTestResets();
});
afterEach(() => test.accounts.remove());

describe('asking for a reset', () => {
  it('is the same answer and the same work for a known, an unknown and a disabled account', async () => {
    const eve = await test.accounts.register('eve@example.com');
    await test.accounts.changes.setDisabled(eve, true, byAdmin('account-disabled'));
    const touched: string[] = [];
    const users = { read: async () => void touched.push('read') as never };
    for (const email of ['ann@example.com', 'nobody@example.com', 'eve@example.com']) {
      const { db, changes } = test.accounts;
      const reset = createPasswordReset({
        users,
        changes,
        tokens: { ...test.tokens, issue: async () => void touched.push('issue') as never },
        hasher: test.hasher,
        requests: createResetLimiter({ db, key: KEY }),
        signIns: createSignInLimiter({ db, key: KEY }),
        mail: { add: async (task) => void test.queued.push(task), wake: () => {} },
      });
      expect(await reset.begin({ email, address: ADDRESS })).toEqual({ kind: 'accepted' });
    }
    expect(test.queued).toEqual([
      { kind: 'reset', email: 'ann@example.com' },
      { kind: 'reset', email: 'nobody@example.com' },
      { kind: 'reset', email: 'eve@example.com' },
    ]);
    expect(touched).toEqual([]);
  });

  it('normalises the address, and queues nothing for what is none', async () => {
    expect(await test.begin(' Ann@Example.com ')).toEqual({ kind: 'accepted' });
    expect(await test.begin('not an address')).toEqual({ kind: 'accepted' });
    expect(test.queued).toEqual([{ kind: 'reset', email: 'ann@example.com' }]);
  });

  it('changes nothing about the account', async () => {
    const before = test.accounts.snapshot();
    await test.begin('ann@example.com');
    expect(test.accounts.snapshot()).toEqual(before);
  });
});

describe('the limit of asking', () => {
  it('is three an hour for an account, from wherever, known or not', async () => {
    expect(RESET_LIMITS.account).toEqual({ attempts: 3, windowSeconds: 3_600 });
    for (const email of ['ann@example.com', 'nobody@example.com']) {
      for (let i = 1; i <= 3; i++) await test.begin(email, `192.0.2.${i}`);
      expect(await test.begin(email, '192.0.2.99')).toEqual({
        kind: 'limited',
        retryAfterSeconds: expect.any(Number),
      });
    }
    expect(test.queued).toHaveLength(6);
  });

  it('is twenty an hour for an address and its neighbours in one network', async () => {
    for (let i = 1; i <= 20; i++) await test.begin(`user-${i}@example.com`, `2001:db8::${i}`);
    expect(await test.begin('ann@example.com', '2001:db8::ffff')).toMatchObject({
      kind: 'limited',
    });
    expect(await test.begin('ann@example.com')).toEqual({ kind: 'accepted' });
  });

  it('does not let one who waits at his account use up what others share', async () => {
    for (let i = 0; i < 40; i++) await test.begin('ann@example.com');
    expect(await test.begin('bob@example.com')).toEqual({ kind: 'accepted' });
  });
});

describe('a forced reset', () => {
  const force = (id: UserId) =>
    test.resets().force(id, { actor: 'usr_admin', initiatingEntity: 'admin', note: 'lost laptop' });

  it('ends every session and leaves a hash that no password has', async () => {
    const lives = await test.accounts.signIn(test.ann);
    expect(await force(test.ann)).toMatchObject({ kind: 'changed', epoch: START + 1_000 });
    expect(await lives()).toBe(false);
    expect(await test.signIn(OLD)).toMatchObject({ kind: 'refused' });
    const hash = (await test.accounts.users.credentialsOf(test.ann))?.passwordHash ?? '';
    expect(hasCost(hash, CHEAP)).toBe(true);
    expect(test.accounts.trail()).toEqual([
      expect.objectContaining({ actor: 'usr_admin', reason: 'reset-required' }),
    ]);
    expect(test.queued).toEqual(['wake']);
  });

  it('makes void what was asked for before, and takes a link of afterwards', async () => {
    const before = await test.issue();
    await force(test.ann);
    expect(await test.confirm(before)).toEqual(REFUSED);
    expect(await test.confirm(await test.issue())).toMatchObject({ kind: 'ok' });
  });

  it('refuses an unknown user', async () => {
    expect(await force('usr_nobody')).toEqual({ kind: 'refused' });
  });

  it('never leaves the same hash twice', async () => {
    await force(test.ann);
    const first = (await test.accounts.users.credentialsOf(test.ann))?.passwordHash;
    await force(test.ann);
    expect((await test.accounts.users.credentialsOf(test.ann))?.passwordHash).not.toBe(first);
  });
});

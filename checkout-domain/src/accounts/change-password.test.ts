import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAuthenticator } from './authenticate.ts';
import { createPasswordChange } from './change-password.ts';
import { HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import { createSignInLimiter, type SignInLimiter } from './sign-in-limiter.ts';
import { byAdmin, createTestAccounts, START, type TestAccounts } from './test-accounts.ts';
import type { UserId } from './user.ts';

const KEY = new Uint8Array(32).fill(7);
const OLD = 'a lighthouse keeper';
const NEW = 'a harbour pilot';
const ADDRESS = '192.0.2.7';

let accounts: TestAccounts;
let ann: UserId;
let hasher: PasswordHasher;
let limiter: SignInLimiter;

beforeEach(async () => {
  accounts = createTestAccounts();
  ann = await accounts.register('ann@example.com', OLD);
  accounts.now += 1_000;
  hasher = accounts.hasher;
  limiter = createSignInLimiter({ db: accounts.db, key: KEY });
});
afterEach(() => accounts.remove());

function change(currentPassword: string, newPassword: string, userId: UserId = ann) {
  const { users, changes } = accounts;
  return createPasswordChange({ users, changes, hasher, limiter, shopName: 'Northwind' }).change({
    userId,
    currentPassword,
    newPassword,
    address: ADDRESS,
  });
}

function signIn(password: string) {
  const authenticator = createAuthenticator({ users: accounts.users, hasher, limiter });
  return authenticator.authenticate({ email: 'ann@example.com', password, address: ADDRESS });
}

describe('with the right current password', () => {
  it('sets the new one and ends every session, the acting one included (R5)', async () => {
    const lives = await accounts.signIn(ann);
    const outcome = await change(OLD, NEW);
    expect(outcome).toEqual({
      kind: 'ok',
      user: expect.objectContaining({ id: ann, role: 'customer' }),
      epoch: START + 1_000,
      seq: accounts.trail().length,
    });
    expect(await lives()).toBe(false);
    expect(await signIn(OLD)).toMatchObject({ kind: 'refused' });
    expect(await signIn(NEW)).toMatchObject({ kind: 'ok', epoch: START + 1_000 });
  });

  it('names the user as the one who did it', async () => {
    await change(OLD, NEW);
    expect(accounts.trail()).toEqual([
      expect.objectContaining({ actor: ann, initiating_entity: 'user', reason: 'password-change' }),
    ]);
  });

  it('says in the reason whether the acting session was to go on', async () => {
    const { users, changes } = accounts;
    const passwords = createPasswordChange({ users, changes, hasher, limiter });
    await passwords.change({
      userId: ann,
      currentPassword: OLD,
      newPassword: NEW,
      keepCurrent: true,
      address: ADDRESS,
    });
    expect(accounts.trail()).toEqual([
      expect.objectContaining({ reason: 'password-change-keep-current' }),
    ]);
  });

  it('takes the same password again, and ends the sessions all the same', async () => {
    const lives = await accounts.signIn(ann);
    expect(await change(OLD, OLD)).toMatchObject({ kind: 'ok' });
    expect(await lives()).toBe(false);
  });

  it('answers without a hash', async () => {
    expect(JSON.stringify(await change(OLD, NEW))).not.toContain('argon2');
  });

  it('refuses when the sessions were ended while the hashes were computed', async () => {
    const real = hasher;
    hasher = {
      ...real,
      hash: async (password) => {
        await accounts.changes.setRole(ann, 'wholesale', byAdmin('role-change'));
        return real.hash(password);
      },
    };
    expect(await change(OLD, NEW)).toEqual({ kind: 'refused', code: 'wrong_credentials' });
    expect(accounts.trail().map(({ reason }) => reason)).toEqual(['role-change']);
    hasher = real;
    expect(await signIn(OLD)).toMatchObject({ kind: 'ok' });
  });
});

describe('nothing happens', () => {
  it('with a wrong current password', async () => {
    const before = accounts.snapshot();
    expect(await change('a guess at it', NEW)).toEqual({
      kind: 'refused',
      code: 'wrong_credentials',
    });
    expect(accounts.snapshot()).toEqual(before);
  });

  it.each([['short'], ['password1'], ['Northwind1'], ['ann@example.com']])(
    'with the weak new password %s, and it says why',
    async (weak) => {
      const before = accounts.snapshot();
      hasher = { ...hasher, verify: () => Promise.reject(new Error('hashed')) };
      expect(await change(OLD, weak)).toEqual({
        kind: 'refused',
        code: 'weak_password',
        problems: [expect.stringMatching(/\.$/)],
      });
      expect(accounts.snapshot()).toEqual(before);
    },
  );

  it('for a user who is disabled or no more, also with the right password', async () => {
    await accounts.changes.setDisabled(ann, true, byAdmin('account-disabled'));
    const before = accounts.snapshot();
    const refused = { kind: 'refused', code: 'wrong_credentials' };
    expect(await change(OLD, NEW)).toEqual(refused);
    expect(await change(OLD, NEW, 'usr_nobody')).toEqual(refused);
    expect(accounts.snapshot()).toEqual(before);
  });

  it.each(['verify', 'hash'] as const)('when there is no room to %s', async (call) => {
    const before = accounts.snapshot();
    const real = hasher;
    hasher = { ...real, [call]: () => Promise.reject(new HasherBusyError(64)) };
    for (let i = 0; i < 20; i++) {
      expect(await change(OLD, NEW)).toEqual({ kind: 'busy', retryAfterSeconds: 2 });
    }
    expect(accounts.snapshot()).toEqual(before);
    hasher = real;
    expect(await change(OLD, NEW)).toMatchObject({ kind: 'ok' });
  });

  it('when something breaks, which is passed on', async () => {
    hasher = { ...hasher, verify: () => Promise.reject(new Error('out of memory')) };
    await expect(change(OLD, NEW)).rejects.toThrow('out of memory');
  });
});

describe('the limit', () => {
  it('counts wrong current passwords as failed sign-ins, and stops the right one too', async () => {
    for (let i = 0; i < 5; i++) await change('a guess at it', NEW);
    for (let i = 0; i < 5; i++) await signIn('a guess at it');
    const limited = { kind: 'limited', retryAfterSeconds: expect.any(Number) };
    expect(await change(OLD, NEW)).toEqual(limited);
    expect(await signIn(OLD)).toEqual(limited);
    expect(accounts.trail()).toEqual([]);
  });

  it('does not count slips at the new one', async () => {
    for (let i = 0; i < 20; i++) await change(OLD, 'short');
    expect(await change(OLD, NEW)).toMatchObject({ kind: 'ok' });
  });

  it('is lifted by the right one', async () => {
    for (let i = 0; i < 9; i++) await change('a guess at it', NEW);
    expect(await change(OLD, NEW)).toMatchObject({ kind: 'ok' });
    for (let i = 0; i < 9; i++) await change('a guess at it', NEW);
    expect(await change(NEW, OLD)).toMatchObject({ kind: 'ok' });
  });
});

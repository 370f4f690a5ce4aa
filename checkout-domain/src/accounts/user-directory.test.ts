import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SubjectId, UserDirectory } from 'domain-bridge/invalidation';
import { HasherBusyError, type PasswordHasher } from './password-hasher.ts';
import { byAdmin, createTestAccounts, type TestAccounts } from './test-accounts.ts';
import type { UserId } from './user.ts';
import { createUserDirectory } from './user-directory.ts';

const ISSUER = 'https://checkout.example';
const NEW = 'a harbour pilot';

let accounts: TestAccounts;
let ann: UserId;
let hasher: PasswordHasher;

beforeEach(async () => {
  accounts = createTestAccounts();
  ann = await accounts.register('ann@example.com');
  hasher = accounts.hasher;
});
afterEach(() => accounts.remove());

function directory(): UserDirectory {
  const { users, changes } = accounts;
  return createUserDirectory({ users, changes, hasher, issuer: ISSUER, shopName: 'Northwind' });
}

describe('find', () => {
  it.each<[string, (id: UserId) => SubjectId]>([
    [
      'e-mail address, however it is written',
      () => ({ format: 'email', email: ' Ann@EXAMPLE.com' }),
    ],
    ['issuer and subject', (id) => ({ format: 'iss_sub', iss: ISSUER, sub: id })],
    ['id', (id) => ({ format: 'opaque', id })],
  ])('finds by %s', async (_format, make) => {
    expect(await directory().find(make(ann))).toEqual({ subject: ann, role: 'customer' });
  });

  it.each<[string, (id: UserId) => SubjectId]>([
    ['an unused address', () => ({ format: 'email', email: 'bob@example.com' })],
    ['no address', () => ({ format: 'email', email: 'ann' })],
    ['an address as an id', () => ({ format: 'opaque', id: 'ann@example.com' })],
    ['another issuer', (id) => ({ format: 'iss_sub', iss: 'https://id.example', sub: id })],
    ['our issuer with a slash', (id) => ({ format: 'iss_sub', iss: `${ISSUER}/`, sub: id })],
    ['an unknown subject', () => ({ format: 'iss_sub', iss: ISSUER, sub: 'usr_nobody' })],
    ['an unknown id', () => ({ format: 'opaque', id: 'usr_nobody' })],
  ])('finds nobody by %s', async (_format, make) => {
    expect(await directory().find(make(ann))).toBeNull();
  });

  it('finds a disabled user as well: there may be sessions to end', async () => {
    await directory().setDisabled(ann, true, byAdmin('account-disabled'));
    expect(await directory().find({ format: 'opaque', id: ann })).toMatchObject({ subject: ann });
  });
});

describe('changes', () => {
  it('knows the roles, and no other word', async () => {
    expect(directory().roles).toEqual(['customer', 'wholesale', 'admin']);
    const change = byAdmin('role-change');
    await expect(directory().setRole(ann, 'owner', change)).rejects.toThrow(TypeError);
    expect(accounts.trail()).toEqual([]);
  });

  it('gives a role once', async () => {
    const give = () => directory().setRole(ann, 'wholesale', byAdmin('role-change'));
    expect(await give()).toMatchObject({ kind: 'changed' });
    expect(await give()).toEqual({ kind: 'unchanged' });
    expect(await directory().find({ format: 'opaque', id: ann })).toMatchObject({
      role: 'wholesale',
    });
  });

  it('disables once', async () => {
    const disable = () => directory().setDisabled(ann, true, byAdmin('account-disabled'));
    expect(await disable()).toMatchObject({ kind: 'changed' });
    expect(await disable()).toEqual({ kind: 'unchanged' });
  });

  it('sets a password that signs in', async () => {
    const change = byAdmin('password-change');
    expect(await directory().setPassword(ann, NEW, change)).toMatchObject({ kind: 'changed' });
    const hash = (await accounts.users.credentialsOf(ann))?.passwordHash ?? null;
    expect(await hasher.verify(hash, NEW)).toBe(true);
  });

  it.each([['short'], ['password1'], ['Northwind1'], ['ann@example.com']])(
    'refuses the weak password %s without hashing it',
    async (weak) => {
      hasher = { ...hasher, hash: () => Promise.reject(new Error('hashed')) };
      const outcome = await directory().setPassword(ann, weak, byAdmin('password-change'));
      expect(outcome).toEqual({
        kind: 'weak_password',
        problems: [expect.stringMatching(/\.$/)],
      });
      expect(accounts.trail()).toEqual([]);
    },
  );

  it('says when there is no room to hash', async () => {
    hasher = { ...hasher, hash: () => Promise.reject(new HasherBusyError(64)) };
    expect(await directory().setPassword(ann, NEW, byAdmin('password-change'))).toEqual({
      kind: 'busy',
      retryAfterSeconds: 2,
    });
    expect(accounts.trail()).toEqual([]);
  });

  it('passes a defect on', async () => {
    hasher = { ...hasher, hash: () => Promise.reject(new Error('out of memory')) };
    const set = directory().setPassword(ann, NEW, byAdmin('password-change'));
    await expect(set).rejects.toThrow('out of memory');
  });

  it('refuses for a user who is no more', async () => {
    const nobody = 'usr_nobody';
    expect([
      await directory().setRole(nobody, 'admin', byAdmin('role-change')),
      await directory().setDisabled(nobody, true, byAdmin('account-disabled')),
      await directory().setPassword(nobody, NEW, byAdmin('password-change')),
    ]).toEqual([{ kind: 'refused' }, { kind: 'refused' }, { kind: 'refused' }]);
  });

  it('repeats under its key without a second end of sessions (I24)', async () => {
    const once = { credential: 'hook:erp', key: 'k1', fingerprint: 'f', keepSeconds: 60 };
    const change = { ...byAdmin('password-change'), once };
    const first = await directory().setPassword(ann, NEW, change);
    const again = await directory().setPassword(ann, NEW, change);
    expect(again).toEqual({ ...first, kind: 'repeated' });
    expect(accounts.trail()).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangeOutcome } from 'domain-bridge/invalidation';
import { createSqliteInvalidator } from 'domain-bridge/sqlite';
import { byAdmin, createTestAccounts, START, type TestAccounts } from './test-accounts.ts';
import type { UserId } from './user.ts';

let accounts: TestAccounts;
let ann: UserId;
let bob: UserId;
let annLives: () => Promise<boolean>;
let bobLives: () => Promise<boolean>;

beforeEach(async () => {
  accounts = createTestAccounts();
  ann = await accounts.register('ann@example.com');
  bob = await accounts.register('bob@example.com');
  annLives = await accounts.signIn(ann);
  bobLives = await accounts.signIn(bob);
  accounts.now += 1_000;
});
afterEach(() => accounts.remove());

const setHash = (id: UserId) =>
  accounts.changes.setPassword(id, 'hash-2', byAdmin('password-change'));
const setRole = (id: UserId) => accounts.changes.setRole(id, 'wholesale', byAdmin('role-change'));
const disable = (id: UserId) => accounts.changes.setDisabled(id, true, byAdmin('account-disabled'));
const remove = (id: UserId) => accounts.changes.remove(id, byAdmin('account-deleted'));

type Run = (id: UserId) => Promise<ChangeOutcome>;
const CHANGES: [string, Run, string][] = [
  ['setPassword', setHash, 'password-change'],
  ['setRole', setRole, 'role-change'],
  ['setDisabled', disable, 'account-disabled'],
  ['remove', remove, 'account-deleted'],
];

describe.each(CHANGES)('%s', (_name, run, reason) => {
  it('ends every session of the user with one epoch, one feed row and one audit row (R3)', async () => {
    const outcome = await run(ann);
    expect(outcome).toEqual({ kind: 'changed', epoch: START + 1_000, seq: expect.any(Number) });
    expect(await annLives()).toBe(false);
    expect(accounts.trail()).toEqual([
      expect.objectContaining({
        kind: 'subject',
        actor: 'usr_admin',
        initiating_entity: 'admin',
        reason,
        subject: ann,
        old_epoch: START,
        new_epoch: START + 1_000,
      }),
    ]);
    expect(
      accounts.db
        .prepare(
          'SELECT e.epoch, e.seq, a.reason FROM subject_state e JOIN audit a ON a.id = e.seq WHERE e.subject = ?',
        )
        .get(ann),
    ).toEqual({ epoch: START + 1_000, seq: 'seq' in outcome && outcome.seq, reason });
  });

  it('leaves everybody else signed in (I13)', async () => {
    await run(ann);
    expect(await bobLives()).toBe(true);
    expect((await accounts.users.credentialsOf(bob))?.epoch).toBe(START);
  });

  it('refuses an unknown user, and nothing has happened', async () => {
    const before = accounts.snapshot();
    expect(await run('usr_nobody')).toEqual({ kind: 'refused' });
    expect(accounts.snapshot()).toEqual(before);
  });

  it('raises the epoch though the clock has been set back by a day (I4)', async () => {
    accounts.now -= 86_400_000;
    expect(await run(ann)).toMatchObject({ epoch: START + 1 });
    expect(await annLives()).toBe(false);
  });
});

describe('a repeated request', () => {
  it('answers a repetition under its key as the first time, with one end of sessions', async () => {
    const once = { credential: 'hook:erp', key: 'k1', fingerprint: 'f', keepSeconds: 60 };
    const change = { ...byAdmin('sessions-revoked'), once };
    const again = (id: UserId) => accounts.changes.setPassword(id, 'hash-3', change);
    const first = await again(ann);
    expect(await again(ann)).toEqual({ ...first, kind: 'repeated' });
    expect(accounts.trail()).toHaveLength(1);
  });
});

describe('a write of the value that stands there already (R7)', () => {
  it('ends nothing, for a role, a flag and a hash', async () => {
    const hash = (await accounts.users.credentialsOf(ann))?.passwordHash ?? '';
    const before = accounts.snapshot();
    const { changes } = accounts;
    expect([
      await changes.setRole(ann, 'customer', byAdmin('role-change')),
      await changes.setDisabled(ann, false, byAdmin('account-enabled')),
      await changes.setPassword(ann, hash, byAdmin('password-change')),
    ]).toEqual([{ kind: 'unchanged' }, { kind: 'unchanged' }, { kind: 'unchanged' }]);
    expect(accounts.snapshot()).toEqual(before);
    expect(await annLives()).toBe(true);
  });
});

describe('enabling', () => {
  it('ends what may have come to life meanwhile, and lets the user sign in again', async () => {
    await disable(ann);
    await accounts.changes.setDisabled(ann, false, byAdmin('account-enabled'));
    expect(await annLives()).toBe(false);
    expect(await accounts.users.read(ann)).toMatchObject({ disabled: false });
    expect(await (await accounts.signIn(ann))()).toBe(true);
  });
});

describe('the guard of a new password', () => {
  const guarded = (epoch: number) =>
    accounts.changes.setPassword(ann, 'hash-2', byAdmin('password-change'), { epoch });

  it('lets it pass under the epoch that still holds', async () => {
    expect(await guarded(START)).toMatchObject({ kind: 'changed' });
  });

  it.each([
    ['another password', () => accounts.open().exec(`UPDATE users SET password_hash = 'hash-9'`)],
    ['another role', () => setRole(ann)],
    ['a disabled account', () => disable(ann)],
    [
      'an end of sessions',
      () => createSqliteInvalidator(accounts.db, accounts).revoke(ann, byAdmin('sessions-revoked')),
    ],
    [
      'a raised floor',
      () => createSqliteInvalidator(accounts.db, accounts).endEveryone(byAdmin('everyone')),
    ],
  ])('refuses after %s, and nothing has happened', async (_case, meanwhile) => {
    await meanwhile();
    const before = accounts.snapshot();
    expect(await guarded(START)).toEqual({ kind: 'refused' });
    expect(accounts.snapshot()).toEqual(before);
  });

  it('holds through a rehash, which changes no password', async () => {
    const hash = (await accounts.users.credentialsOf(ann))?.passwordHash ?? '';
    await accounts.users.rehash(ann, hash, 'the same, stronger');
    expect(await guarded(START)).toMatchObject({ kind: 'changed' });
  });

  it('lets one of two pass that rest on the same epoch', async () => {
    const outcomes = await Promise.all([guarded(START), guarded(START)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['changed', 'refused']);
  });
});

describe('the last admin', () => {
  const KEEP = { keepAnAdmin: true };
  const losses: [string, (id: UserId) => Promise<ChangeOutcome>][] = [
    ['demoted', (id) => accounts.changes.setRole(id, 'customer', byAdmin('role-change'), KEEP)],
    ['disabled', (id) => accounts.changes.setDisabled(id, true, byAdmin('role-change'), KEEP)],
    ['deleted', (id) => accounts.changes.remove(id, byAdmin('role-change'), KEEP)],
  ];

  it.each(losses)('is not %s where one is to be kept', async (_loss, lose) => {
    const admin = await accounts.register('admin@example.com', undefined, 'admin');
    const before = accounts.snapshot();
    expect(await lose(admin)).toEqual({ kind: 'refused' });
    expect(accounts.snapshot()).toEqual(before);
  });

  it.each(losses)('is one of two, one of whom may be %s', async (_loss, lose) => {
    const admin = await accounts.register('admin@example.com', undefined, 'admin');
    const other = await accounts.register('other@example.com', undefined, 'admin');
    const outcomes = await Promise.all([lose(admin), lose(other)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['changed', 'refused']);
  });

  it('may go where nobody asks', async () => {
    const admin = await accounts.register('admin@example.com', undefined, 'admin');
    const change = byAdmin('role-change');
    expect(await accounts.changes.setRole(admin, 'customer', change)).toMatchObject({
      kind: 'changed',
    });
  });
});

describe('a deleted user', () => {
  it('leaves the epoch behind, which refuses a session of before (I8)', async () => {
    await remove(ann);
    expect(await accounts.users.read(ann)).toBeNull();
    const epochs = accounts.db.prepare('SELECT epoch FROM subject_state WHERE subject = ?');
    expect(epochs.get(ann)).toEqual({ epoch: START + 1_000 });
    await expect(accounts.signIn(ann)).rejects.toThrow('did not hold');
  });

  it('may register anew, as somebody else', async () => {
    await remove(ann);
    expect(await accounts.register('ann@example.com')).not.toBe(ann);
  });
});

describe('SQL that came past us (R6, I10)', () => {
  it.each([
    [
      'password',
      `UPDATE users SET password_hash = 'x' WHERE email LIKE 'ann@%'`,
      'password-change',
    ],
    ['role', `UPDATE users SET role = 'admin' WHERE email LIKE 'ann@%'`, 'role-change'],
    ['flag', `UPDATE users SET disabled = 1 WHERE email LIKE 'ann@%'`, 'account-disabled'],
    ['record', `DELETE FROM users WHERE email LIKE 'ann@%'`, 'account-deleted'],
  ])('ends the sessions of a user whose %s it changes', async (_what, sql, reason) => {
    accounts.open().exec(sql);
    expect([await annLives(), await bobLives()]).toEqual([false, true]);
    expect(accounts.trail()).toEqual([
      expect.objectContaining({ actor: 'sql', initiating_entity: 'system', reason, subject: ann }),
    ]);
  });

  it('ends nothing where it changes nothing that counts', async () => {
    accounts.open().exec(`UPDATE users SET role = role, created_at = created_at + 1`);
    expect([await annLives(), await bobLives()]).toEqual([true, true]);
    expect(accounts.trail()).toEqual([]);
  });
});

describe('a change that is meant for anybody but administrators', () => {
  const guard = { unlessRole: 'admin' };
  const GUARDED: [string, Run][] = [
    ['password', (id) => accounts.changes.setPassword(id, 'h', byAdmin('password-change'), guard)],
    ['role', (id) => accounts.changes.setRole(id, 'customer', byAdmin('role-change'), guard)],
    ['flag', (id) => accounts.changes.setDisabled(id, true, byAdmin('account-disabled'), guard)],
  ];

  it.each(GUARDED)('of the %s is refused once its user has become one', async (_, run) => {
    await accounts.changes.setRole(ann, 'admin', byAdmin('role-change'));
    const before = accounts.trail();
    expect(await run(ann)).toEqual({ kind: 'refused' });
    expect(accounts.trail()).toEqual(before);
  });
});

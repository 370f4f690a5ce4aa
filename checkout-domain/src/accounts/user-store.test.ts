import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { accountMigrations } from './migrations.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { type Email, parseEmail } from './user.ts';
import { createUserStore, type Registered, type UserStore } from './user-store.ts';

const NOW = 1_700_000_000_123;
const ANN = parseEmail('ann@example.com') as Email;
const NEW_USER = { email: ANN, passwordHash: 'hash-1', role: 'customer', now: NOW } as const;

let files: TestDatabase;
let db: Database;
let users: UserStore;

beforeEach(() => {
  files = createTestDatabase({ accounts: accountMigrations });
  db = files.open();
  users = createUserStore(db);
});
afterEach(() => files.remove());

async function registerAnn(): Promise<Registered> {
  const registered = await users.register(NEW_USER);
  if (!registered) throw new Error('taken');
  return registered;
}

function count(table: string): unknown {
  return db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
}

describe('register', () => {
  it('creates the user and its first epoch, made of the time', async () => {
    const { user, epoch } = await registerAnn();
    expect(user).toEqual({
      id: expect.stringMatching(/^usr_/),
      email: ANN,
      role: 'customer',
      disabled: false,
      createdAt: 1_700_000_000,
    });
    expect(epoch).toBe(NOW);
    const row = db.prepare('SELECT * FROM subject_state').get();
    expect(row).toMatchObject({ subject: user.id, epoch: NOW, seq: null, reason: null });
    expect(await users.read(user.id)).toEqual(user);
  });

  it('answers without the hash', async () => {
    expect(JSON.stringify(await registerAnn())).not.toContain('hash-1');
  });

  it('starts at epoch 1 with a clock that stands at zero or before', async () => {
    expect(await users.register({ ...NEW_USER, now: 0 })).toMatchObject({ epoch: 1 });
  });

  it('is born with the floor where the floor is higher', async () => {
    db.exec(`UPDATE global_state SET floor_epoch = ${NOW + 5}`);
    expect((await registerAnn()).epoch).toBe(NOW + 5);
  });

  it('answers null for a taken address and leaves no epoch behind', async () => {
    await registerAnn();
    expect(await users.register({ ...NEW_USER, passwordHash: 'hash-2' })).toBeNull();
    expect(count('subject_state')).toBe(1);
    expect((await users.credentials(ANN))?.passwordHash).toBe('hash-1');
  });

  it('gives an address to one of two processes', async () => {
    const other = createUserStore(files.open());
    const both = await Promise.all([users.register(NEW_USER), other.register(NEW_USER)]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it('holds the write lock from the question to the insert', async () => {
    const other = files.open();
    other.pragma('busy_timeout = 0');
    const random = (length: number) => {
      expect(() => other.exec('UPDATE global_state SET floor_epoch = 7')).toThrow(/locked/);
      return new Uint8Array(length);
    };
    expect(await createUserStore(db, { random }).register(NEW_USER)).not.toBeNull();
    expect.assertions(2);
  });

  it('is on the disk before it is answered: the shop may hear of the epoch with the next crossing', async () => {
    const [FULL, levels] = [2, [] as unknown[]];
    const random = (length: number) => {
      levels.push(db.pragma('synchronous', { simple: true }));
      return new Uint8Array(length);
    };
    expect(await createUserStore(db, { random }).register(NEW_USER)).not.toBeNull();
    expect(levels).toEqual([FULL]);
  });

  it('creates nothing when its second half fails', async () => {
    const role = 'owner' as 'customer';
    await expect(users.register({ ...NEW_USER, role })).rejects.toThrow(/CHECK/);
    expect([count('users'), count('subject_state')]).toEqual([0, 0]);
  });

  it("ends nobody's session and leaves no trace in the audit trail", async () => {
    const { epoch } = await registerAnn();
    expect([count('audit'), count('change_context')]).toEqual([0, 0]);
    expect((await users.credentials(ANN))?.epoch).toBe(epoch);
  });

  it('complains, and does not say "taken", when the global row is missing', async () => {
    db.exec('DELETE FROM global_state');
    await expect(users.register(NEW_USER)).rejects.toThrow(TypeError);
    expect(count('users')).toBe(0);
  });
});

describe('credentials', () => {
  it('knows nobody at an unused address', async () => {
    expect(await users.credentials(ANN)).toBeNull();
  });

  it('answers hash, role, disabled flag and effective epoch', async () => {
    const { user } = await registerAnn();
    db.exec(`UPDATE users SET role = 'admin', disabled = 1`);
    db.exec(`UPDATE subject_state SET epoch = ${NOW + 1}`);
    expect(await users.credentials(ANN)).toEqual({
      user: { ...user, role: 'admin', disabled: true },
      passwordHash: 'hash-1',
      epoch: NOW + 1,
    });
  });

  it('answers the floor where it is higher than the own epoch', async () => {
    await registerAnn();
    db.exec(`UPDATE global_state SET floor_epoch = ${NOW + 9}`);
    expect((await users.credentials(ANN))?.epoch).toBe(NOW + 9);
  });

  it('never mixes an old hash with a new epoch while another process changes both', async () => {
    await registerAnn();
    const admin = files.open();
    admin.exec('BEGIN IMMEDIATE');
    admin.exec(`UPDATE users SET password_hash = 'hash-2'`);
    admin.exec(`UPDATE subject_state SET epoch = ${NOW + 1}`);
    expect(await users.credentials(ANN)).toMatchObject({ passwordHash: 'hash-1', epoch: NOW });
    admin.exec('COMMIT');
    expect(await users.credentials(ANN)).toMatchObject({ passwordHash: 'hash-2', epoch: NOW + 1 });
  });

  it('hides a user whose epoch was lost', async () => {
    await registerAnn();
    db.pragma('foreign_keys = OFF');
    db.exec('DELETE FROM subject_state');
    expect(await users.credentials(ANN)).toBeNull();
  });

  it('keeps an epoch from being deleted under its user', async () => {
    await registerAnn();
    expect(() => db.exec('DELETE FROM subject_state')).toThrow(/FOREIGN KEY/);
  });
});

describe('credentialsOf', () => {
  it('answers the same snapshot by id', async () => {
    const { user } = await registerAnn();
    expect(await users.credentialsOf(user.id)).toEqual(await users.credentials(ANN));
    expect(await users.credentialsOf('usr_nobody')).toBeNull();
  });
});

describe('read and find', () => {
  it('know nobody by an unused id or address', async () => {
    expect(await users.read('usr_nobody')).toBeNull();
    expect(await users.find(ANN)).toBeNull();
  });

  it('answer the user, without the hash', async () => {
    const { user } = await registerAnn();
    expect(await users.find(ANN)).toEqual(user);
    expect(await users.read(user.id)).toEqual(user);
  });
});

describe('rehash', () => {
  it('replaces the hash that is still in force, and neither role nor epoch', async () => {
    const { user, epoch } = await registerAnn();
    expect(await users.rehash(user.id, 'hash-1', 'hash-2')).toBe(true);
    expect(await users.credentials(ANN)).toEqual({ user, passwordHash: 'hash-2', epoch });
    expect(count('audit')).toBe(0);
  });

  it('does not bring an old password back after a change by another process', async () => {
    const { user } = await registerAnn();
    files.open().exec(`UPDATE users SET password_hash = 'hash-of-new-password'`);
    expect(await users.rehash(user.id, 'hash-1', 'hash-2')).toBe(false);
    expect((await users.credentials(ANN))?.passwordHash).toBe('hash-of-new-password');
  });
});

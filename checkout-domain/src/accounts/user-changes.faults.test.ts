import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangeOutcome } from 'domain-bridge/invalidation';
import type { Database } from 'domain-bridge/sqlite';
import { byAdmin, createTestAccounts, type TestAccounts } from './test-accounts.ts';
import { failAt } from './test-faults.ts';
import type { UserId } from './user.ts';
import { createUserChanges, type UserChanges } from './user-changes.ts';

let accounts: TestAccounts;
let ann: UserId;
let lives: () => Promise<boolean>;

beforeEach(async () => {
  accounts = createTestAccounts();
  ann = await accounts.register('ann@example.com');
  lives = await accounts.signIn(ann);
  accounts.now += 1_000;
});
afterEach(() => accounts.remove());

const KEY = { credential: 'hook:erp', key: 'k1', fingerprint: 'f', keepSeconds: 60 };

type Run = (changes: UserChanges) => Promise<ChangeOutcome>;
const CHANGES: [string, Run][] = [
  [
    'a new password',
    (changes) => changes.setPassword(ann, 'hash-2', { ...byAdmin('password-change'), once: KEY }),
  ],
  [
    'a new role',
    (changes) => changes.setRole(ann, 'wholesale', { ...byAdmin('role-change'), once: KEY }),
  ],
  [
    'disabling',
    (changes) => changes.setDisabled(ann, true, { ...byAdmin('account-disabled'), once: KEY }),
  ],
  ['deletion', (changes) => changes.remove(ann, { ...byAdmin('account-deleted'), once: KEY })],
];

async function expectNothing(db: Database, run: Run, error: RegExp): Promise<void> {
  const before = accounts.snapshot();
  const changes = createUserChanges(db, accounts);
  await expect(run(changes)).rejects.toThrow(error);
  expect(accounts.snapshot()).toEqual(before);
  expect(await lives()).toBe(true);
}

describe.each(CHANGES)('%s is all or nothing (I5)', (_change, run) => {
  it('when any statement of it fails', async () => {
    let statement = 1;
    for (; ; statement++) {
      const { db, executed } = failAt(accounts.db, statement);
      const changes = createUserChanges(db, accounts);
      const earlier = accounts.snapshot();
      const outcome = await run(changes).catch((error: Error) => error.message);
      if (executed() < statement) {
        expect(outcome).toMatchObject({ kind: 'changed' });
        break;
      }
      expect(outcome).toBe('the disk is full');
      expect(accounts.snapshot()).toEqual(earlier);
      expect(await lives()).toBe(true);
    }
    expect(statement).toBeGreaterThan(5);
    expect(await lives()).toBe(false);
  });

  it.each([
    ['INSERT', 'audit'],
    ['UPDATE', 'audit'],
    ['INSERT', 'subject_state'],
    ['UPDATE', 'subject_state'],
    ['INSERT', 'change_context'],
    ['DELETE', 'change_context'],
    ['INSERT', 'change_keys'],
  ])('when an %s of %s fails inside of it', async (verb, table) => {
    const { db } = accounts;
    db.exec(`CREATE TEMP TRIGGER fault BEFORE ${verb} ON main.${table}
             BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
    await expectNothing(db, run, /the disk is full/);
  });

  it('when the disk is really full', async () => {
    const { db } = accounts;
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    // Too long for what is left of the pages.
    db.exec(`CREATE TEMP TRIGGER grow AFTER UPDATE ON main.subject_state
             BEGIN UPDATE subject_state SET reason = hex(zeroblob(1000000)); END`);
    await expectNothing(db, run, /database or disk is full/);
  });

  it('when another process holds the database', async () => {
    const { db } = accounts;
    db.pragma('busy_timeout = 0');
    const other = accounts.open();
    other.exec('BEGIN IMMEDIATE');
    await expectNothing(db, run, /locked/);
    other.exec('ROLLBACK');
  });

  it('when the database is closed before it', async () => {
    const db = accounts.open();
    const changes = createUserChanges(db, accounts);
    const before = accounts.snapshot();
    db.close();
    await expect(run(changes)).rejects.toThrow(/not open/);
    expect(accounts.snapshot()).toEqual(before);
  });
});

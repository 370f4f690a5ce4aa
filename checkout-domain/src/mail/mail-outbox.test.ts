import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestAccounts, emailOf, type TestAccounts } from '../accounts/test-accounts.ts';
import { CLAIM_SECONDS, createMailOutbox, type MailOutbox } from './mail-outbox.ts';
import type { MailTask } from './mail-task.ts';

const NOW = 1_700_000_000;
const task = (name: string): MailTask => ({ kind: 'reset', email: emailOf(`${name}@example.com`) });

let accounts: TestAccounts;
let outbox: MailOutbox;
/** Of another process. */
let other: MailOutbox;

beforeEach(() => {
  accounts = createTestAccounts();
  outbox = createMailOutbox(accounts.db);
  other = createMailOutbox(accounts.open());
});
afterEach(() => accounts.remove());

const idsOf = (mails: readonly { id: number }[]) => mails.map(({ id }) => id);

describe('the outbox', () => {
  it('gives out what is due, oldest first, with its story', async () => {
    for (const name of ['ann', 'bob', 'eve']) await outbox.add(task(name), NOW);
    expect(await outbox.claim(2, NOW)).toEqual([
      { id: 1, task: task('ann'), queuedAt: NOW, attempts: 1 },
      { id: 2, task: task('bob'), queuedAt: NOW, attempts: 1 },
    ]);
  });

  it('gives each task to one of two processes', async () => {
    for (const name of ['ann', 'bob', 'eve']) await outbox.add(task(name), NOW);
    expect(idsOf(await outbox.claim(2, NOW))).toEqual([1, 2]);
    expect(idsOf(await other.claim(2, NOW))).toEqual([3]);
    expect(await outbox.claim(2, NOW)).toEqual([]);
  });

  it('gives a task out again when whoever took it on has died', async () => {
    await outbox.add(task('ann'), NOW);
    await outbox.claim(1, NOW);
    expect(await other.claim(1, NOW + CLAIM_SECONDS - 1)).toEqual([]);
    expect(await other.claim(1, NOW + CLAIM_SECONDS)).toMatchObject([{ id: 1, attempts: 2 }]);
  });

  it('forgets what is done', async () => {
    await outbox.add(task('ann'), NOW);
    await outbox.claim(1, NOW);
    await outbox.finish(1);
    expect(await outbox.claim(1, NOW + 1_000_000)).toEqual([]);
  });

  it('waits with what is postponed, to the second', async () => {
    await outbox.add(task('ann'), NOW);
    await outbox.claim(1, NOW);
    await outbox.postpone(1, NOW + 600);
    expect(await outbox.claim(1, NOW + 599)).toEqual([]);
    expect(await outbox.claim(1, NOW + 600)).toMatchObject([{ id: 1, attempts: 2, queuedAt: NOW }]);
  });
});

describe('the cursor', () => {
  const part = (after: number, upTo: number) => ({ after, upTo, tasks: [task(`n${upTo}`)] });

  it('begins at zero and moves together with the tasks', async () => {
    expect(await outbox.cursor()).toBe(0);
    await outbox.addTrailPart(part(0, 7), NOW);
    expect(await other.cursor()).toBe(7);
    expect(await outbox.claim(9, NOW)).toMatchObject([{ task: task('n7') }]);
  });

  it('lets a part in once, whichever process has read it', async () => {
    await outbox.addTrailPart(part(0, 7), NOW);
    await other.addTrailPart(part(0, 9), NOW);
    expect(await outbox.cursor()).toBe(7);
    expect(await outbox.claim(9, NOW)).toHaveLength(1);
  });

  it('stays where it is when a task cannot be kept', async () => {
    accounts.db.exec(`CREATE TEMP TRIGGER fault BEFORE INSERT ON main.mail_outbox
                      BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
    await expect(outbox.addTrailPart(part(0, 7), NOW)).rejects.toThrow('the disk is full');
    expect(await other.cursor()).toBe(0);
  });
});

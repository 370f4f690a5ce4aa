import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSqliteInvalidator } from 'domain-bridge/sqlite';
import { byAdmin } from '../accounts/test-accounts.ts';
import { CLAIM_SECONDS, createMailOutbox } from './mail-outbox.ts';
import { createTestMail, type TestMail } from './test-mail.ts';

let mail: TestMail;

beforeEach(async () => {
  mail = await createTestMail();
});
afterEach(() => mail.accounts.remove());

describe('notices', () => {
  it('go to the user after each change of the password, whoever made it', async () => {
    await mail.setHash('password-change');
    await mail.setHash('password-reset');
    mail.accounts.open().exec(`UPDATE users SET password_hash = 'by sql'`);
    await mail.courier().deliver();
    expect(mail.sent.map(({ to, subject }) => `${to} ${subject}`)).toEqual(
      Array(3).fill('ann@example.com Your password was changed'),
    );
    expect(mail.left()).toBe(0);
  });

  it('go out once for each change', async () => {
    await mail.setHash('password-change');
    await mail.courier().deliver();
    await mail.courier().deliver();
    expect(mail.sent).toHaveLength(1);
  });

  it('tell of changes elsewhere that count as one of the sign-in details', async () => {
    const invalidator = createSqliteInvalidator(mail.accounts.db, mail.accounts);
    await invalidator.revoke(mail.ann, byAdmin('credential-change'));
    await mail.courier().deliver();
    expect(mail.sent.map(({ subject }) => subject)).toEqual(['Your sign-in details were changed']);
  });

  it('are not made of other changes, other kinds of entries, and refusals', async () => {
    const invalidator = createSqliteInvalidator(mail.accounts.db, mail.accounts);
    await mail.accounts.changes.setRole(mail.ann, 'wholesale', byAdmin('role-change'));
    await mail.accounts.changes.setDisabled(mail.ann, true, byAdmin('account-disabled'));
    await invalidator.revoke(mail.ann, byAdmin('sessions-revoked'));
    await invalidator.endEveryone(byAdmin('everyone'));
    await mail.trail.refuse({
      actor: 'hook:erp',
      initiatingEntity: 'admin',
      code: 'password-change',
      note: 'POST',
      subject: mail.ann,
    });
    await mail.courier().deliver();
    expect(mail.sent).toEqual([]);
    expect(await createMailOutbox(mail.accounts.db).cursor()).toBe(mail.accounts.trail().length);
  });

  it('pass over a user who is no more', async () => {
    await mail.setHash('password-change');
    await mail.accounts.changes.remove(mail.ann, byAdmin('account-deleted'));
    await mail.courier().deliver();
    expect([mail.sent, mail.failures, mail.left()]).toEqual([[], [], 0]);
  });

  it('come through a backlog of more than one part of the trail', async () => {
    for (let i = 0; i < 450; i++) await mail.setHash('password-change');
    await mail.courier().deliver();
    expect(mail.sent).toHaveLength(450);
  });

  it('are made once by two processes that work at the same time', async () => {
    for (let i = 0; i < 20; i++) await mail.setHash('password-change');
    await Promise.all([mail.courier().deliver(), mail.courier(mail.accounts.open()).deliver()]);
    expect(mail.sent).toHaveLength(20);
  });
});

describe('after the end of a process', () => {
  it('between the commit and the notice, the next process makes it', async () => {
    await mail.setHash('password-change');
    // Nothing of the first process is left but its database.
    await mail.courier(mail.accounts.open()).deliver();
    expect(mail.sent).toHaveLength(1);
  });

  it('between taking a mail on and sending it, the next process sends it', async () => {
    await mail.queueReset('ann@example.com');
    await createMailOutbox(mail.accounts.db).claim(1, mail.accounts.now / 1000);
    await mail.courier().deliver();
    expect(mail.sent).toEqual([]);
    mail.accounts.now += CLAIM_SECONDS * 1000;
    await mail.courier().deliver();
    expect(mail.sent).toHaveLength(1);
  });
});

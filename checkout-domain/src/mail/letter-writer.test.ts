import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createResetTokenStore } from '../accounts/reset-token-store.ts';
import { byAdmin, START } from '../accounts/test-accounts.ts';
import { BROKEN_MAILER, createTestMail, type TestMail, tokenIn } from './test-mail.ts';

const HOUR = 3_600_000;

let mail: TestMail;

beforeEach(async () => {
  mail = await createTestMail();
});
afterEach(() => mail.accounts.remove());

describe('a mail that was asked for', () => {
  it('brings a token that works, whose hour begins when it goes out', async () => {
    await mail.queueReset('ann@example.com');
    mail.accounts.now += HOUR / 2;
    await mail.courier().deliver();
    const token = tokenIn(mail.sent[0]);
    const tokens = createResetTokenStore(mail.accounts.db);
    const later = Math.floor((mail.accounts.now + HOUR) / 1000) - 1;
    expect(token && (await tokens.find(token, later))).toMatchObject({ userId: mail.ann });
  });

  it('comes to nothing for an unknown or disabled account', async () => {
    await mail.accounts.changes.setDisabled(mail.ann, true, byAdmin('account-disabled'));
    await mail.queueReset('ann@example.com');
    await mail.queueReset('nobody@example.com');
    await mail.courier().deliver();
    expect([mail.sent, mail.failures, mail.left()]).toEqual([[], [], 0]);
  });

  it('comes to nothing when it is more than an hour late', async () => {
    await mail.queueReset('ann@example.com');
    mail.accounts.now += HOUR + 1_000;
    await mail.courier().deliver();
    expect([mail.sent, mail.left()]).toEqual([[], 0]);
  });

  it('keeps its token out of the database', async () => {
    mail.mailer = BROKEN_MAILER;
    await mail.queueReset('ann@example.com');
    await mail.courier().deliver();
    const rows = JSON.stringify([
      mail.accounts.db.prepare('SELECT * FROM mail_outbox').all(),
      mail.accounts.db.prepare('SELECT * FROM password_resets').all(),
    ]);
    expect(rows).not.toContain('rst_');
  });
});

describe('a forced reset', () => {
  it('brings a link instead of a notice, written from the trail', async () => {
    await mail.setHash('reset-required');
    await mail.courier().deliver();
    expect(mail.sent.map(({ subject }) => subject)).toEqual(['Please choose a new password']);
    const token = tokenIn(mail.sent[0]);
    const tokens = createResetTokenStore(mail.accounts.db);
    expect(token && (await tokens.find(token, START / 1000))).toMatchObject({ userId: mail.ann });
  });

  it('brings a disabled user no link', async () => {
    await mail.setHash('reset-required');
    await mail.accounts.changes.setDisabled(mail.ann, true, byAdmin('account-disabled'));
    await mail.courier().deliver();
    expect([mail.sent, mail.left()]).toEqual([[], 0]);
  });
});

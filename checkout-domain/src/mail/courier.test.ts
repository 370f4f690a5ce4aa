import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emailOf, START } from '../accounts/test-accounts.ts';
import { LOOK_EVERY_MILLISECONDS } from './courier.ts';
import { GIVE_UP_SECONDS } from './mail-backoff.ts';
import { BROKEN_MAILER, createTestMail, type TestMail } from './test-mail.ts';

const HOUR = 3_600_000;

let mail: TestMail;

beforeEach(async () => {
  mail = await createTestMail();
});
afterEach(() => mail.accounts.remove());

describe('a failure', () => {
  it('holds up nobody else, and is told in one word', async () => {
    await mail.accounts.register('bob@example.com');
    mail.mailer = {
      send: (letter) =>
        (letter.to.startsWith('ann')
          ? BROKEN_MAILER.send(letter)
          : void mail.sent.push(letter)) as Promise<void>,
    };
    await mail.queueReset('ann@example.com');
    await mail.queueReset('bob@example.com');
    await mail.courier().deliver();
    expect(mail.sent.map(({ to }) => to)).toEqual(['bob@example.com']);
    expect(mail.failures).toEqual([{ word: 'EENVELOPE', givenUp: false }]);
  });

  it('is tried again after a minute, and then goes out', async () => {
    const whole = mail.mailer;
    mail.mailer = BROKEN_MAILER;
    await mail.setHash('password-change');
    await mail.courier().deliver();
    mail.mailer = whole;
    mail.accounts.now += 59_000;
    await mail.courier().deliver();
    expect(mail.sent).toEqual([]);
    mail.accounts.now += 1_000;
    await mail.courier().deliver();
    expect(mail.sent).toHaveLength(1);
    expect(mail.left()).toBe(0);
  });

  it('is given up after five days', async () => {
    mail.mailer = BROKEN_MAILER;
    await mail.setHash('password-change');
    for (let day = 0; day <= 5; day++) {
      await mail.courier().deliver();
      mail.accounts.now += 24 * HOUR;
    }
    expect(mail.failures.at(-1)).toEqual({ word: 'EENVELOPE', givenUp: true });
    expect(mail.left()).toBe(0);
    expect(mail.accounts.now - START).toBeGreaterThan(GIVE_UP_SECONDS * 1000);
  });
});

describe('the running courier', () => {
  it('begins with what was left over, looks every few seconds, and stops', async () => {
    await mail.setHash('password-change');
    const running = mail.courier();
    running.start();
    await mail.scheduler.advance(0);
    expect(mail.sent).toHaveLength(1);

    mail.accounts.open().exec(`UPDATE users SET password_hash = 'by sql'`);
    await mail.scheduler.advance(LOOK_EVERY_MILLISECONDS - 1);
    expect(mail.sent).toHaveLength(1);
    await mail.scheduler.advance(1);
    expect(mail.sent).toHaveLength(2);

    await running.stop();
    expect(mail.scheduler.sleepers()).toBe(0);
    await mail.setHash('password-change');
    await mail.scheduler.advance(10 * LOOK_EVERY_MILLISECONDS);
    expect(mail.sent).toHaveLength(2);
  });

  it('does at once what it is given, but not before its giver has gone on', async () => {
    const running = mail.courier();
    running.start();
    await mail.scheduler.advance(0);
    await running.add({ kind: 'reset', email: emailOf('ann@example.com') });
    // However many promises the giver still waits for, before it writes its answer.
    for (let i = 0; i < 100; i++) await Promise.resolve();
    expect(mail.sent).toEqual([]);
    const waiting = mail.accounts.db.prepare('SELECT attempts FROM mail_outbox').pluck();
    expect(waiting.get()).toBe(0);
    await mail.scheduler.advance(0);
    expect(mail.sent).toHaveLength(1);
    expect(mail.scheduler.sleepers()).toBe(1);
    await running.stop();
  });

  it('does not sleep over what comes in while it works', async () => {
    const running = mail.courier();
    const whole = mail.mailer;
    mail.mailer = {
      async send(letter) {
        mail.mailer = whole;
        mail.sent.push(letter);
        await running.add({ kind: 'reset', email: emailOf('ann@example.com') });
      },
    };
    await mail.setHash('password-change');
    running.start();
    await mail.scheduler.advance(0);
    expect(mail.sent).toHaveLength(2);
    await running.stop();
  });

  it('goes on after a failure of the database', async () => {
    const { db } = mail.accounts;
    const running = mail.courier();
    db.exec('ALTER TABLE mail_outbox RENAME TO elsewhere');
    running.start();
    await mail.scheduler.advance(0);
    expect(mail.failures).toEqual([{ word: 'SQLITE_ERROR', givenUp: false }]);
    db.exec('ALTER TABLE elsewhere RENAME TO mail_outbox');
    await mail.setHash('password-change');
    await mail.scheduler.advance(LOOK_EVERY_MILLISECONDS);
    expect(mail.sent).toHaveLength(1);
    await running.stop();
  });

  it('finishes the mail under way before it stops, and takes on no other', async () => {
    let finish = (): void => {};
    mail.mailer = {
      send: (letter) =>
        new Promise((resolve) => {
          finish = () => {
            mail.sent.push(letter);
            resolve();
          };
        }),
    };
    await mail.queueReset('ann@example.com');
    const running = mail.courier();
    running.start();
    await mail.scheduler.advance(0);
    await mail.queueReset('ann@example.com');
    let hasStopped = false;
    const stopped = running.stop().then(() => {
      hasStopped = true;
    });
    await mail.scheduler.advance(0);
    expect(hasStopped).toBe(false);
    finish();
    await stopped;
    expect([mail.sent.length, mail.left()]).toEqual([1, 1]);
  });

  it('is started once, however often it is told to', async () => {
    const running = mail.courier();
    running.start();
    running.start();
    await mail.scheduler.advance(0);
    expect(mail.scheduler.sleepers()).toBe(1);
    await running.stop();
    await running.stop();
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emailOf } from '../accounts/test-accounts.ts';
import { createMailer, failureWord } from './mailer.ts';
import { startSmtpServer } from './test-smtp-server.ts';

const LINK = `https://checkout.localhost:8443/reset?token=rst_${'A'.repeat(43)}`;
const LETTER = {
  to: emailOf('ann@example.com'),
  subject: 'Choose a new password',
  text: `Open this:\n\n${LINK}\n`,
  html: `<p><a href="${LINK}">Choose</a></p>\n`,
};
const FROM = { name: 'Fernway', address: 'no-reply@checkout.example' };
const NOW = Date.UTC(2026, 10, 20, 16, 31, 5);

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mail-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function mailer(url: string | null = null, directory = join(root, 'data', 'mail')) {
  return createMailer({ url, directory, from: FROM, clock: () => NOW });
}

function files(): string[] {
  return readdirSync(join(root, 'data', 'mail'));
}

function readMail(): string {
  return readFileSync(join(root, 'data', 'mail', files()[0] ?? ''), 'utf8');
}

describe('without a mail server', () => {
  it('writes each letter into a file of its own, named by time', async () => {
    await Promise.all([mailer().send(LETTER), mailer().send(LETTER)]);
    expect(files()).toEqual([
      expect.stringMatching(/^20261120T163105\.000Z-[0-9a-f]{16}\.eml$/),
      expect.stringMatching(/^20261120T163105\.000Z-[0-9a-f]{16}\.eml$/),
    ]);
  });

  it('lets only its owner read them', async () => {
    await mailer().send(LETTER);
    const modeOf = (...path: string[]) => statSync(join(root, 'data', ...path)).mode & 0o777;
    expect(modeOf('mail')).toBe(0o700);
    expect(modeOf('mail', files()[0] ?? '')).toBe(0o600);
  });

  it('writes a message with headers that say what it is', async () => {
    await mailer().send(LETTER);
    const [headers = ''] = readMail().split('\n\n');
    expect(headers).toContain('From: Fernway <no-reply@checkout.example>');
    expect(headers).toContain('To: ann@example.com');
    expect(headers).toContain('Subject: Choose a new password');
    expect(headers).toContain('Date: Fri, 20 Nov 2026 16:31:05 +0000');
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers).toContain('Content-Type: multipart/alternative');
  });

  it('keeps the link in one piece, for those without a mail program', async () => {
    await mailer().send(LETTER);
    expect(readMail().split(LINK)).toHaveLength(3);
    expect(readMail().indexOf('text/plain')).toBeLessThan(readMail().indexOf('text/html'));
  });

  it('encodes what is not plain ASCII, or too long for a line', async () => {
    await mailer().send({ ...LETTER, text: 'Grüße', html: `<p>${'x'.repeat(1_000)}</p>` });
    expect(readMail()).not.toContain('Grüße');
    const lengths = readMail()
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...lengths)).toBeLessThan(200);
  });

  it('lets no address write headers of its own', async () => {
    const to = 'ann@example.com\r\nBcc: all@example.com' as typeof LETTER.to;
    await mailer()
      .send({ ...LETTER, to, subject: 'A\r\nBcc: all@example.com' })
      .catch(() => {});
    expect(readMail()).not.toMatch(/^Bcc:/m);
  });

  it('leaves nothing half-written where it cannot write', async () => {
    writeFileSync(join(root, 'data'), 'a file where the directory should be');
    const error = await mailer()
      .send(LETTER)
      .catch((reason: unknown) => reason);
    expect(failureWord(error)).toMatch(/^E(NOTDIR|EXIST)$/);
  });
});

describe('with a mail server', () => {
  it('signs in with the decoded password and hands the letter over', async () => {
    const server = await startSmtpServer();
    await mailer(`smtp://shop:p%40ss@127.0.0.1:${server.port}`).send(LETTER);
    await server.close();
    const login = Buffer.from('\0shop\0p@ss').toString('base64');
    expect(server.commands).toContain(`AUTH PLAIN ${login}`);
    expect(server.commands).toContain('MAIL FROM:<no-reply@checkout.example>');
    expect(server.commands).toContain('RCPT TO:<ann@example.com>');
    expect(server.messages).toEqual([expect.stringContaining(LINK)]);
    expect(() => files()).toThrow();
  });

  it('fails with a word when the server refuses', async () => {
    const server = await startSmtpServer({ RCPT: '550 <ann@example.com> is unknown' });
    const error = await mailer(`smtp://127.0.0.1:${server.port}`)
      .send(LETTER)
      .catch((reason: unknown) => reason);
    await server.close();
    expect(error).toBeInstanceOf(Error);
    expect(failureWord(error)).toBe('EENVELOPE');
    expect(server.messages).toEqual([]);
  });

  it('fails with a word when nobody is there', async () => {
    const server = await startSmtpServer();
    await server.close();
    const error = await mailer(`smtp://127.0.0.1:${server.port}`)
      .send(LETTER)
      .catch((reason: unknown) => reason);
    expect(failureWord(error)).toMatch(/^E[A-Z]+$/);
  });
});

describe('the word of a failure', () => {
  it.each([
    [new Error('550 <ann@example.com>')],
    [Object.assign(new Error('x'), { code: 'ann@example.com' })],
    [Object.assign(new Error('x'), { code: 550 })],
    ['ann@example.com'],
    [null],
    [undefined],
  ])('never repeats what %p says', (error) => {
    expect(failureWord(error)).toBe('UNKNOWN');
  });
});

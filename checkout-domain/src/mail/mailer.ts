import { createTransport } from 'nodemailer';
import { composeMessage, type Sender } from './compose-message.ts';
import type { Letter } from './letter.ts';
import { writeMailFile } from './mail-folder.ts';

/** Sends letters. */
export interface Mailer {
  /**
   * Hands a letter over for delivery.
   *
   * @throws {Error} When it was not taken. Its message may hold the address: log {@link failureWord} alone.
   */
  send(letter: Letter): Promise<void>;
}

/** Where letters go. */
export interface MailerOptions {
  /** Checked by `parseMailUrl`; null: into files. */
  readonly url: string | null;
  /** Directory of the files, made when the first one is written. */
  readonly directory: string;
  readonly from: Sender;
  /** Epoch milliseconds, for the date of the letter. Default: the system's clock. */
  readonly clock?: () => number;
}

/** No answer for this long, and the mail is tried again later. nodemailer's own are minutes. */
const SMTP_TIMEOUTS = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
} as const;

/** Sends by SMTP, or, without a server, writes one `.eml` file per letter, which any mail program opens. */
export function createMailer(options: MailerOptions): Mailer {
  return options.url === null
    ? createFolderMailer(options)
    : createSmtpMailer(options.url, options);
}

/** What a failure is called in the log: the code of the error. Its message may hold an address. */
export function failureWord(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : 'UNKNOWN';
}

function createSmtpMailer(url: string, { from, clock = Date.now }: MailerOptions): Mailer {
  const transport = createTransport({ url, ...SMTP_TIMEOUTS });
  return {
    async send(letter) {
      await transport.sendMail(composeMessage(letter, from, clock()));
    },
  };
}

function createFolderMailer({ directory, from, clock = Date.now }: MailerOptions): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(letter) {
      const at = clock();
      const { message } = await transport.sendMail(composeMessage(letter, from, at));
      if (!Buffer.isBuffer(message)) throw new TypeError('"message" expected a buffer');
      await writeMailFile(directory, message, at);
    },
  };
}

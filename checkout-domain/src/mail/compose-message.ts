import type { SendMailOptions } from 'nodemailer';
import type { Letter } from './letter.ts';

/** Whom letters are from. */
export interface Sender {
  readonly name: string;
  /** E-mail address. */
  readonly address: string;
}

/** RFC 5322 §2.1.1. */
const MAX_LINE_CHARACTERS = 998;

/**
 * Makes what nodemailer sends. Nothing in a letter is fetched or read from a file on the way.
 *
 * @param now Epoch milliseconds.
 */
export function composeMessage(letter: Letter, from: Sender, now: number): SendMailOptions {
  const { to, subject, text, html } = letter;
  return {
    from: { ...from },
    // An object, because a text would be taken apart: an address may hold characters that mean something.
    to: { name: '', address: to },
    subject,
    date: new Date(now),
    // RFC 3834 §5: nobody's "out of office" answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
    alternatives: [composePart('text/plain', text), composePart('text/html', html)],
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * A part of a message. Plain ASCII goes as it is: nodemailer would break lines of more than 76 characters,
 * and with them the link, for whoever reads the file without a mail program.
 */
function composePart(contentType: string, content: string) {
  const type = `${contentType}; charset=utf-8`;
  if (!isPlain(content)) return { contentType: type, content };
  return { raw: `Content-Type: ${type}\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${content}` };
}

function isPlain(content: string): boolean {
  const ascii = /^[\t\n\x20-\x7e]*$/.test(content);
  return ascii && content.split('\n').every((line) => line.length <= MAX_LINE_CHARACTERS);
}

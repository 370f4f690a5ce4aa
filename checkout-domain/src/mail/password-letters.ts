import { SHOP_NAME } from '@domain-bridge/storefront/pages';
import type { ResetToken } from '../accounts/reset-token.ts';
import type { Email } from '../accounts/user.ts';
import { type Letter, writeLetter } from './letter.ts';
import type { NoticeTask } from './mail-task.ts';

/** Whom a letter goes to, and about which site. */
export interface LetterFacts {
  readonly to: Email;
  /** Origin of the checkout domain. */
  readonly checkout: string;
}

/** For those who asked: the link is the only place where the token stands. */
export function resetLetter({ to, checkout }: LetterFacts, token: ResetToken): Letter {
  return writeLetter({
    to,
    subject: 'Choose a new password',
    paragraphs: [
      `Somebody, probably you, has forgotten the password of your account at ${SHOP_NAME}. To choose a new one, open this within an hour:`,
      'The link works once. Choosing a new password signs you out on every device; your cart stays.',
      'If it was not you, you need do nothing: your password stays as it is.',
    ],
    link: resetLink(checkout, token),
  });
}

/** For those whose password an administrator has taken away. */
export function forcedResetLetter(
  { to, checkout }: LetterFacts,
  token: ResetToken,
  at: number,
): Letter {
  return writeLetter({
    to,
    subject: 'Please choose a new password',
    paragraphs: [
      `On ${momentOf(at)} we have ended every session of your account at ${SHOP_NAME}, and its old password no longer works. To choose a new one, open this within an hour:`,
      `If the hour is over, ask for another link at ${checkout}/forgot. Your cart is kept.`,
      'Choose a password that you use nowhere else.',
    ],
    link: resetLink(checkout, token),
  });
}

/** Tells a user of a change. Its addresses carry no authority: it may reach somebody who reads along. */
export function changedLetter(
  { to, checkout }: LetterFacts,
  { reason, byUser, at }: Pick<NoticeTask, 'reason' | 'byUser' | 'at'>,
): Letter {
  const what = reason === 'credential-change' ? 'sign-in details' : 'password';
  return writeLetter({
    to,
    subject: `Your ${what} ${what === 'password' ? 'was' : 'were'} changed`,
    paragraphs: [
      `On ${momentOf(at)} ${describeChange(reason, byUser)}`,
      `${describeEnd(reason)} Your cart is kept.`,
      'If you know of this, there is nothing to do.',
      `If you do not, choose a new password at ${checkout}/forgot at once, and change the password of your mailbox as well.`,
    ],
  });
}

function describeChange(reason: NoticeTask['reason'], byUser: boolean): string {
  if (reason === 'credential-change') {
    return `the details with which you sign in to ${SHOP_NAME} were set or changed.`;
  }
  const ours = `the password of your account at ${SHOP_NAME} was changed`;
  if (reason === 'password-reset') return `${ours}, with a link that we had sent to this address.`;
  return byUser
    ? `${ours}, by somebody who knew the old one.`
    : `${ours} by an administrator of the shop.`;
}

function describeEnd(reason: NoticeTask['reason']): string {
  return reason === 'password-change-keep-current'
    ? 'Every device but the one where this was done has been signed out.'
    : 'Whoever was signed in to your account has been signed out.';
}

function resetLink(checkout: string, token: ResetToken) {
  return { label: 'Choose a new password', href: `${checkout}/reset?token=${token}` };
}

// UTC and said so: a mail does not know its reader's zone.
const momentFormat = new Intl.DateTimeFormat('en-IE', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** A moment in words, e.g. “20 November 2026 at 16:31 UTC”. @param seconds Epoch seconds. */
function momentOf(seconds: number): string {
  return `${momentFormat.format(new Date(seconds * 1000))} UTC`;
}

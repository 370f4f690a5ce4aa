import type { Notice } from '@domain-bridge/storefront/pages';
import type { Visitor } from './visitor.ts';

/** What a page says after a form, by the code that stands in its `notice` parameter. */
const NOTICES = {
  added: { tone: 'success', text: 'Added to your cart.' },
  credentials_changed: {
    tone: 'warning',
    text: 'Your password was changed somewhere else, so you are signed out here. Please sign in again with the new one.',
  },
  invalid_quantity: { tone: 'error', text: 'A quantity is a whole number from 1 to 999.' },
  registered: {
    tone: 'success',
    text: 'Your account is made, and you are signed in on both sides.',
  },
  signed_in: { tone: 'success', text: 'You are signed in, here and on the controller side.' },
  signed_out: { tone: 'info', text: 'You are signed out, here and on the controller side.' },
  time_passed: {
    tone: 'info',
    text: 'Time has passed. Look into the bridge panel for what it took.',
  },
  time_stands: {
    tone: 'warning',
    text: 'Time can be moved with the emulator alone, and it does not answer.',
  },
  unknown_product: { tone: 'error', text: 'There is no such product.' },
  unreachable: {
    tone: 'warning',
    text: 'Accounts and carts cannot be reached right now. Please look around; what is in your cart is kept.',
  },
} as const satisfies Record<string, Notice>;

/** A code that a page can put into words. */
export type NoticeCode = keyof typeof NOTICES;

const TROUBLES = {
  unreachable: 'unreachable',
  'credentials-changed': 'credentials_changed',
} as const satisfies Record<string, NoticeCode>;

/** What a page says: first of all what is the matter with the shopper, then what the last form has done. */
export function noticeFor({ trouble }: Visitor, code: unknown): Notice | undefined {
  if (trouble !== null) return NOTICES[TROUBLES[trouble]];
  return typeof code === 'string' && isCode(code) ? NOTICES[code] : undefined;
}

/** `path` with a notice. @param path Local, without a query. */
export function withNotice(path: string, code: NoticeCode): string {
  return `${path}?notice=${code}`;
}

function isCode(code: string): code is NoticeCode {
  return Object.hasOwn(NOTICES, code);
}

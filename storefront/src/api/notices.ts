import type { Notice } from '../pages.ts';

/** What a page says after a form, by the code that stands in the `notice` parameter. Anything else says nothing. */
const NOTICES: Readonly<Record<string, Notice>> = {
  added: {
    tone: 'success',
    text: 'Added to your cart.',
    link: { to: 'cart', label: 'View cart' },
  },
  cart_changed: {
    tone: 'warning',
    text: 'Your cart has changed since the page was made. Please look at it again.',
  },
  cart_empty: { tone: 'warning', text: 'There is nothing in your cart to order.' },
  cart_full: { tone: 'error', text: 'The cart is full: it takes 500 different lines.' },
  idempotency_key_reused: {
    tone: 'warning',
    text: 'That page has placed its order already. This is what is in your cart now.',
  },
  invalid_quantity: { tone: 'error', text: 'A quantity is a whole number from 1 to 9,999.' },
  other_sessions_ended: {
    tone: 'success',
    text: 'You are signed out everywhere else. Only this device is still signed in.',
  },
  password_changed: {
    tone: 'success',
    text: 'Your password is changed. You are still signed in here, and nowhere else.',
  },
  password_reset: {
    tone: 'success',
    text: 'Your new password is set. Please sign in with it.',
  },
  session_ended: { tone: 'success', text: 'That device is signed out.' },
  sign_in_required: { tone: 'info', text: 'Please sign in first. Your cart stays as it is.' },
  signed_out: { tone: 'info', text: 'You are signed out. Your cart is kept with your account.' },
  signed_out_everywhere: {
    tone: 'info',
    text: 'You are signed out on all your devices. Your cart is kept with your account.',
  },
  too_many_promotions: { tone: 'error', text: 'A cart takes 10 promotion codes.' },
  unknown_line: { tone: 'warning', text: 'That line is not in your cart any more.' },
  unknown_option: { tone: 'error', text: 'The product does not come that way.' },
  unknown_promotion: { tone: 'error', text: 'We do not know this promotion code.' },
  unknown_session: { tone: 'info', text: 'That device was signed out already.' },
  unknown_shipping: { tone: 'error', text: 'We cannot ship that way. Please choose again.' },
  unknown_sku: { tone: 'error', text: 'There is no such product.' },
};

/** Whether a page has something to say about this code. */
export function hasNotice(code: string): boolean {
  return Object.hasOwn(NOTICES, code);
}

/** The notice for a code out of a URL. */
export function noticeFor(code: unknown): Notice | undefined {
  return typeof code === 'string' && hasNotice(code) ? NOTICES[code] : undefined;
}

/** `path` with the notice `code`. */
export function withNotice(path: string, code: string): string {
  const [pathname = '/', query] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('notice', code);
  return `${pathname}?${parameters}`;
}

import type { SessionNotice } from 'domain-bridge/flows';
import { type EndReason, isEndReason } from 'domain-bridge/invalidation';
import type { Notice } from '../pages.ts';

const CART_STAYS = 'Your cart is still here.';
/** Where the account's cart has gone on without this browser, checkout shows what the browser itself carries. */
const CART_IS_KEPT = 'Your cart is kept. Sign in to see all of it.';
const SIGN_IN = { to: 'signIn', label: 'Sign in' } as const;

/** Said also where nobody knows why: a push to a plain-HTTP shop comes without a reason. */
const SECURITY = 'You were signed out for your security.';
const FOR_SECURITY = byOthers(SECURITY);

/**
 * What a page says of a session that was ended, by the reason. Where the acting session goes on, the sentence is true
 * of it as well: on the shop it ends with the others, until it crosses.
 */
const ENDED: Readonly<Record<EndReason, Notice>> = {
  'password-change': byOthers('Your password was changed, so you were signed out here.'),
  'password-change-keep-current': byOthers(
    'Your password was changed on one of your devices, and all the others were signed out.',
  ),
  'password-reset': byOthers('A new password was set, so you were signed out here.'),
  'reset-required': byOthers(
    'Your account needs a new password, so you were signed out here. We have sent you a mail.',
  ),
  'role-change': byOthers('The role of your account was changed, so you were signed out here.'),
  'account-disabled': withoutSignIn('Your account was disabled, so you were signed out here.'),
  'account-enabled': byOthers(
    'You were signed out while your account was disabled. It is enabled again.',
  ),
  'account-deleted': withoutSignIn('Your account was removed, so you were signed out here.'),
  'credential-change': byOthers('The way you sign in has changed, so you were signed out here.'),
  'sessions-revoked': FOR_SECURITY,
  'session-ended': byYou('You signed this device out from another one.'),
  'other-sessions-ended': byYou('On one of your devices you signed out all the others.'),
  'sign-out': { tone: 'info', text: 'You are signed out. Your cart is kept with your account.' },
  'sign-out-everywhere': byYou('You signed out on all your devices.'),
  everyone: withEverybody('For security, everybody was signed out.'),
  'history-lost': withEverybody(SECURITY),
};

const UNCONFIRMED: Notice = {
  tone: 'info',
  text: `We cannot confirm your sign-in right now, so we show you as a guest. ${CART_STAYS}`,
};

/** What a page says when the session of this browser was ended, or cannot be confirmed at the moment. */
export function noticeOfSession(notice: SessionNotice): Notice {
  if (notice.kind === 'unconfirmed') return UNCONFIRMED;
  return isEndReason(notice.reason) ? ENDED[notice.reason] : FOR_SECURITY;
}

function byOthers(text: string): Notice {
  return { tone: 'warning', text: `${text} ${CART_STAYS}`, link: SIGN_IN };
}

/**
 * Whether a page that says this after a form has said of the session all there is: whoever has just signed out knows
 * why. The feed may have told of the end before the crossing did.
 */
export function isSaidBy(code: unknown, notice: SessionNotice): boolean {
  if (code !== 'signed_out' && code !== 'signed_out_everywhere') return false;
  const reason = notice.kind === 'ended' ? notice.reason : null;
  return reason === 'sign-out' || reason === 'sign-out-everywhere';
}

function withEverybody(text: string): Notice {
  return { ...byOthers(text), text: `${text} ${CART_IS_KEPT}` };
}

function byYou(text: string): Notice {
  return { ...byOthers(text), tone: 'info' };
}

/** Where signing in would be refused. */
function withoutSignIn(text: string): Notice {
  return { tone: 'warning', text: `${text} ${CART_STAYS}` };
}

import { describe, expect, it } from '@jest/globals';
import { END_REASONS } from 'domain-bridge/invalidation';
import { isSaidBy, noticeOfSession } from './session-notices.ts';

/** Where the cart need not be here, or not all of it. */
const KEPT: ReadonlyMap<string, string> = new Map([
  ['sign-out', 'Your cart is kept with your account.'],
  ['everyone', 'Your cart is kept. Sign in to see all of it.'],
  ['history-lost', 'Your cart is kept. Sign in to see all of it.'],
]);
const SECURITY = 'You were signed out for your security. Your cart is still here.';

describe('what a page says of an ended session', () => {
  it.each(END_REASONS)('says what becomes of the cart: %s', (reason) => {
    const { text, tone } = noticeOfSession({ kind: 'ended', reason });
    const stays = KEPT.get(reason) ?? 'Your cart is still here.';
    expect(text.endsWith(` ${stays}`)).toBe(true);
    expect(tone).not.toBe('success');
  });

  it('says why, where somebody changed the password', () => {
    expect(noticeOfSession({ kind: 'ended', reason: 'password-change' })).toEqual({
      tone: 'warning',
      text: 'Your password was changed, so you were signed out here. Your cart is still here.',
      link: { to: 'signIn', label: 'Sign in' },
    });
  });

  it.each([null, 'a-reason-of-tomorrow', '__proto__', 'constructor'])(
    'makes do without a reason that it knows: %p',
    (reason) => {
      expect(noticeOfSession({ kind: 'ended', reason })).toMatchObject({ text: SECURITY });
    },
  );

  it('sends nobody to sign in who would be refused there, or who just left', () => {
    const withoutLink = END_REASONS.filter(
      (reason) => !noticeOfSession({ kind: 'ended', reason }).link,
    );
    expect(withoutLink).toEqual(['account-disabled', 'account-deleted', 'sign-out']);
  });

  it('asks for no sign-in while there is only nobody to confirm it', () => {
    const { text, link } = noticeOfSession({ kind: 'unconfirmed' });
    expect(text).toContain('as a guest. Your cart is still here.');
    expect(link).toBeUndefined();
  });
});

describe('what a page says after a form', () => {
  it.each([
    ['signed_out', 'sign-out', true],
    ['signed_out_everywhere', 'sign-out', true],
    // The shop may know the browser by an earlier sign-in.
    ['signed_out_everywhere', 'sign-out-everywhere', true],
    ['signed_out', 'password-change', false],
    ['signed_out', null, false],
    ['added', 'sign-out', false],
    [['signed_out', 'signed_out'], 'sign-out', false],
    [undefined, 'sign-out', false],
  ])('with the code %p says all there is of an end by %p: %p', (code, reason, isSaid) => {
    expect(isSaidBy(code, { kind: 'ended', reason })).toBe(isSaid);
  });

  it('says nothing of a sign-in that cannot be confirmed', () => {
    expect(isSaidBy('signed_out', { kind: 'unconfirmed' })).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { ResetToken } from '../accounts/reset-token.ts';
import { emailOf } from '../accounts/test-accounts.ts';
import type { Letter } from './letter.ts';
import type { NoticeReason } from './mail-task.ts';
import { changedLetter, forcedResetLetter, resetLetter } from './password-letters.ts';

const FACTS = { to: emailOf('ann@example.com'), checkout: 'https://checkout.example' };
const TOKEN: ResetToken = `rst_${'A'.repeat(43)}`;
const LINK = `https://checkout.example/reset?token=${TOKEN}`;
const AT = Date.UTC(2026, 10, 20, 16, 31) / 1000;

/** Every address in a letter. */
function addressesIn({ text, html }: Letter): string[] {
  return [...new Set(`${text} ${html}`.match(/https?:[^\s"<]+[^\s"<.,]/g))];
}

describe.each([
  ['the letter for those who asked', resetLetter(FACTS, TOKEN)],
  ['the letter of a forced reset', forcedResetLetter(FACTS, TOKEN, AT)],
])('%s', (_name, letter) => {
  it('has the token in its link and nowhere else', () => {
    expect(letter.to).toBe('ann@example.com');
    expect(letter.subject).not.toContain('rst_');
    expect(letter.text.split(TOKEN)).toHaveLength(2);
    expect(letter.text).toContain(`\n${LINK}\n`);
    expect(letter.html.replaceAll(LINK, '')).not.toContain('rst_');
  });

  it('says how long it is good for', () => {
    expect(letter.text).toContain('within an hour');
  });
});

describe('the letter of a forced reset', () => {
  it('says when it happened', () => {
    const { text } = forcedResetLetter(FACTS, TOKEN, AT);
    expect(text).toContain('20 November 2026 at 16:31 UTC');
  });
});

describe('the notice of a change', () => {
  const notice = (reason: NoticeReason, byUser = true) =>
    changedLetter(FACTS, { reason, byUser, at: AT });

  it.each<[NoticeReason, boolean, string, string]>([
    ['password-change', true, 'Your password was changed', 'somebody who knew the old one'],
    ['password-change', false, 'Your password was changed', 'an administrator of the shop'],
    ['password-reset', true, 'Your password was changed', 'a link that we had sent'],
    ['credential-change', false, 'Your sign-in details were changed', 'set or changed'],
  ])(
    'for %s (by the user: %s) says what, when and what to do',
    (reason, byUser, subject, words) => {
      const letter = notice(reason, byUser);
      const text = letter.text.replace(/\s+/g, ' ');
      expect(letter.subject).toBe(subject);
      expect(text).toContain(words);
      expect(text).toContain('On 20 November 2026 at 16:31 UTC the');
      expect(text).toContain('If you do not, choose a new password');
    },
  );

  it('says who was signed out, also where the device that did it was not', () => {
    const words = (reason: NoticeReason) => notice(reason).text.replace(/\s+/g, ' ');
    expect(words('password-change')).toContain('Whoever was signed in to your account');
    expect(words('password-change-keep-current')).toContain('Every device but the one');
  });

  it('holds no authority: its one address is the page where everybody may ask', () => {
    for (const reason of ['password-change', 'password-reset', 'credential-change'] as const) {
      expect(addressesIn(notice(reason))).toEqual(['https://checkout.example/forgot']);
    }
  });
});

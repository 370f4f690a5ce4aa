import { describe, expect, it } from '@jest/globals';
import { passwordPage } from './password-page.ts';
import { hostile, shopper } from './test-samples.ts';

const rules = ['At least 8 characters', 'Not a common one'];

describe('passwordPage', () => {
  it('posts labelled passwords that a password manager understands', () => {
    const page = String(passwordPage(shopper, { rules }));
    expect(page).toContain('method="post" action="/api/password"');
    expect(page).toContain('<label for="current-password">Current password</label>');
    expect(page).toMatch(/name="currentPassword"[^>]*autocomplete="current-password"/);
    expect(page).toMatch(/name="newPassword"[^>]*autocomplete="new-password"/);
    expect(page).toMatch(/type="hidden"[^>]*autocomplete="username" value="shopper@example.com"/);
    for (const rule of rules) expect(page).toContain(`<li>${rule}</li>`);
  });

  it('keeps this device signed in only where that is ticked', () => {
    const box = /<input type="checkbox" value="yes"[^>]*name="keepCurrent"( checked)?/;
    expect(box.exec(String(passwordPage(shopper, { rules })))?.[1]).toBeUndefined();
    const ticked = String(passwordPage(shopper, { rules, keepCurrent: true }));
    expect(box.exec(ticked)?.[1]).toBe(' checked');
  });

  it('names each of the two buttons that show a password', () => {
    const page = String(passwordPage(shopper, { rules }));
    expect(page).toContain('visually-hidden"> current password<');
    expect(page).toContain('visually-hidden"> new password<');
  });

  it('says at each field what is wrong with it, and escapes it', () => {
    const problems = { currentProblem: hostile, newProblem: hostile, error: hostile };
    const page = String(passwordPage(shopper, { rules: [hostile], ...problems }));
    expect(page).toContain('aria-describedby="current-password-error"');
    expect(page).toContain('aria-describedby="new-password-error new-password-hint"');
    expect(page).not.toContain('<script>alert');
  });
});

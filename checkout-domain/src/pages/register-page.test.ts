import { describe, expect, it } from '@jest/globals';
import { registerPage } from './register-page.ts';
import { guest, hostile } from './test-samples.ts';

const rules = ['At least 8 characters', 'Not a common one'];

describe('registerPage', () => {
  it('posts labelled credentials, with the rules tied to the password', () => {
    const page = String(registerPage(guest, { next: '/checkout', rules }));
    expect(page).toContain('method="post" action="/api/register"');
    expect(page).toContain('name="next" value="/checkout"');
    expect(page).toMatch(/type="password"[^>]*autocomplete="new-password"/);
    expect(page).toContain('aria-describedby="password-hint"');
    for (const rule of rules) expect(page).toContain(`<li>${rule}</li>`);
  });

  it('says at each field what is wrong with it', () => {
    const problems = { emailProblem: 'Taken.', passwordProblem: 'Too common.' };
    const page = String(registerPage(guest, { next: '/', rules, email: 'a@b.c', ...problems }));
    expect(page).toContain('id="email-error">Taken.');
    expect(page).toContain('id="password-error">Too common.');
    expect(page).toContain('value="a@b.c"');
  });

  it('escapes what was entered and what was answered', () => {
    const model = { next: hostile, rules: [hostile], email: hostile, error: hostile };
    expect(String(registerPage(guest, model))).not.toContain('<script>alert');
  });
});

import { describe, expect, it } from '@jest/globals';
import { resetPage, unusableResetPage } from './reset-page.ts';
import { guest, hostile } from './test-samples.ts';

const rules = ['At least 8 characters', 'Not a common one'];

describe('resetPage', () => {
  it('sends the token back hidden, with the new password', () => {
    const page = String(resetPage(guest, { token: 'rst_1', rules }));
    expect(page).toContain('method="post" action="/api/password-reset/confirm"');
    expect(page).toContain('<input type="hidden" name="token" value="rst_1">');
    expect(page).toMatch(/name="newPassword"[^>]*autocomplete="new-password"/);
  });

  it('escapes token and problems', () => {
    const model = { token: hostile, rules, error: hostile, passwordProblem: hostile };
    expect(String(resetPage(guest, model))).not.toContain('<script>alert');
  });

  it('leads from a link that is no good to a new one', () => {
    expect(String(unusableResetPage(guest))).toContain('href="/forgot"');
  });
});

import { describe, expect, it } from '@jest/globals';
import { forgotPage } from './forgot-page.ts';
import { guest, hostile } from './test-samples.ts';

describe('forgotPage', () => {
  it('asks for an address and shows it again after a refusal', () => {
    const page = String(forgotPage(guest, { sent: false, email: hostile, error: hostile }));
    expect(page).toContain('method="post" action="/api/password-reset"');
    expect(page).toContain('role="alert"');
    expect(page).toContain('value="&quot;&gt;&lt;script');
    expect(page).not.toContain('<script>alert');
  });

  it('says afterwards what has happened, if there is such an account', () => {
    const page = String(forgotPage(guest, { sent: true }));
    expect(page).toContain('If there is an account under this address');
    expect(page).not.toContain('<form class="panel');
  });
});

import { describe, expect, it } from '@jest/globals';
import { signInPage } from './sign-in-page.ts';
import { guest, hostile } from './test-samples.ts';

describe('signInPage', () => {
  it('posts labelled credentials that a password manager understands', () => {
    const page = String(signInPage(guest, { next: '/checkout' }));
    expect(page).toContain('method="post" action="/api/login"');
    expect(page).toContain('name="next" value="/checkout"');
    expect(page).toContain('<label for="email">E-mail</label>');
    expect(page).toMatch(/type="email" name="email"[^>]*autocomplete="username"/);
    expect(page).toMatch(/type="password" name="password"[^>]*autocomplete="current-password"/);
  });

  it('shows the address again after a refusal, says why at once, and escapes both', () => {
    const page = String(signInPage(guest, { email: hostile, error: hostile, next: hostile }));
    expect(page).toContain('role="alert"');
    expect(page).toContain('value="&quot;&gt;&lt;script');
    expect(page).not.toContain('<script>alert');
  });

  it('leads on for those who have forgotten the password', () => {
    expect(String(signInPage(guest, { next: '/' }))).toContain('href="/forgot"');
  });

  it('says why it asks somebody who is signed in, and offers no registration then', () => {
    const page = String(signInPage(guest, { next: '/admin', again: true, email: 'a@b.c' }));
    expect(page).toContain('please sign in once more');
    expect(page).toContain('value="a@b.c"');
    expect(page).not.toContain('New here?');
  });

  it('leads to registration, with the way on if there is one', () => {
    const plain = String(signInPage(guest, { next: '/' }));
    expect(plain).toContain('New here? <a href="/register">');
    const page = String(signInPage(guest, { next: '/', registerHref: '/register?next=1' }));
    expect(page).toContain('New here? <a href="/register?next=1">');
  });
});

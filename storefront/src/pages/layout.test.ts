import { describe, expect, it } from '@jest/globals';
import { html } from '@remix-run/html-template';
import type { Chrome } from './chrome.ts';
import { layout } from './layout.ts';

const links = {
  shop: '/',
  cart: '/cart',
  checkout: 'https://checkout.test/bridge/start?return=%2Fcheckout&x=1',
  signIn: '/login',
  register: '/register',
  account: '/account',
};
const chrome: Chrome = {
  site: 'shopping',
  title: 'Mugs',
  visitor: 'anonymous',
  cartCount: 2,
  links,
  path: '/',
};
const checkout: Chrome = { ...chrome, site: 'checkout', path: '/checkout' };

const render = (given: Chrome) => String(layout(given, html`<h1>Hello</h1>`));

describe('layout', () => {
  it('is a full document with landmarks and a skip link to its content', () => {
    const page = render(chrome);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('href="#main"');
    for (const part of ['<header', '<main id="main"', '<footer', '<h1>Hello</h1>'])
      expect(page).toContain(part);
  });

  it('carries no inline script, style or event handler', () => {
    const page = render({ ...chrome, notice: { tone: 'info', text: 'x' } });
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
  });

  it('escapes title, notice, path and links', () => {
    const hostile = '"><script>alert(1)</script>';
    const page = render({
      ...chrome,
      title: hostile,
      path: hostile,
      notice: { tone: 'error', text: hostile },
      links: { ...links, cart: hostile },
      browse: { categories: [hostile], category: hostile, text: hostile },
    });
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;');
  });

  it('calls a guest a guest and offers to sign in', () => {
    const page = render(chrome);
    expect(page).toContain('Guest');
    expect(page).toContain('<a href="/login">Sign in</a>');
  });

  it('shows nothing personal to a recognized visitor', () => {
    for (const site of ['shopping', 'checkout'] as const) {
      const page = render({ ...chrome, site, visitor: 'recognized', userEmail: 'me@example.com' });
      expect(page).toContain('Welcome back');
      expect(page).not.toContain('me@example.com');
    }
  });

  it('shows no e-mail and no sign-out on shopping, even if both are handed over', () => {
    const signOut = { action: '/api/logout' };
    const given = { ...chrome, visitor: 'authenticated', userEmail: 'me@example.com' } as const;
    const page = render({ ...given, signOut });
    expect(page).not.toContain('me@example.com');
    expect(page).not.toContain('/api/logout');
  });

  it('shows the signed-in person with a form to sign out, on checkout', () => {
    const page = render({
      ...checkout,
      visitor: 'authenticated',
      userEmail: 'me@example.com',
      signOut: { action: '/api/logout' },
    });
    expect(page).toContain('me@example.com');
    expect(page).toContain('<form method="post" action="/api/logout">');
  });

  it('says on the secure side alone that this is the secure checkout', () => {
    expect(render(checkout)).toContain('Secure checkout');
    expect(render(chrome)).not.toContain('Secure checkout');
  });

  it('shows the search box and the categories on shopping alone', () => {
    const browse = { categories: ['Desk', 'Light & scent'], category: 'Desk', text: 'lamp' };
    const page = render({ ...chrome, browse });
    expect(page).toContain('role="search"');
    expect(page).toContain('name="q" value="lamp"');
    expect(page).toContain('href="/?category=Light%20%26%20scent"');
    expect(page).toContain('href="/?category=Desk" aria-current="page"');
    expect(render({ ...checkout, browse })).not.toMatch(/role="search"|Categories/);
  });

  it('says how many items are in the cart', () => {
    expect(render({ ...chrome, cartCount: 1 })).toMatch(/>1<\/span><span[^>]*> item</);
    expect(render({ ...chrome, cartCount: 1200 })).toMatch(/>1,200<\/span><span[^>]*> items</);
  });

  it('announces an error at once and other notices politely', () => {
    const notice = (tone: 'error' | 'success') =>
      render({ ...chrome, notice: { tone, text: 'x' } });
    expect(notice('error')).toContain('role="alert" aria-live="assertive"');
    expect(notice('success')).toContain('role="status" aria-live="polite"');
    expect(render(chrome)).toContain('role="status" aria-live="polite"></div>');
  });
});

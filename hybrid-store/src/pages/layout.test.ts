import { describe, expect, it } from '@jest/globals';
import { html } from '@domain-bridge/storefront/pages';
import { SlasError } from 'domain-bridge/slas';
import { layout } from './layout.ts';
import type { PageFrame } from './page-frame.ts';
import { ACCESS_TOKEN, BASKET, frameFor, GUEST, JANE } from './test-samples.ts';

function textOf(frame: PageFrame): string {
  return String(layout(frame, html`<h1>Page</h1>`));
}

describe('every page', () => {
  it('offers a guest to sign in', () => {
    const page = textOf(frameFor());
    expect(page).toContain('visitor-state">Guest<');
    expect(page).toContain('href="/login"');
    expect(page).not.toContain('Sign out');
  });

  it('names Jane, and lets her sign out', () => {
    const page = textOf(frameFor({ shopper: JANE, firstName: 'Jane' }));
    expect(page).toContain('</span>Jane</a>');
    expect(page).toContain('action="/logout"');
    expect(page).not.toContain('visitor-state">Guest<');
  });

  it('names whoever has signed in by the login while nobody tells the name', () => {
    expect(textOf(frameFor({ shopper: JANE, firstName: null }))).toContain('jane@example.com</a>');
  });

  it('shows the basket, and leads on to the controllers', () => {
    const page = textOf(frameFor());
    expect(page).toContain('class="count">3 pieces<');
    expect(page).toContain('2 × <a href="/product/clip-lamp">Clip &lt;lamp&gt;</a>');
    expect(page).toContain('$90.50');
    for (const name of ['Home-Show', 'Cart-Show', 'Checkout-Begin', 'Login-Show']) {
      expect(page).toContain(`href="/on/demandware.store/Sites-RefArch-Site/en_US/${name}"`);
    }
  });

  it('counts one piece as one', () => {
    expect(textOf(frameFor({ basket: { ...BASKET, pieces: 1 } }))).toContain('>1 piece<');
  });

  it('says that the cart cannot be shown, rather than that it is empty', () => {
    const page = textOf(frameFor({ basket: null }));
    expect(page).toContain('Your cart cannot be shown right now.');
    expect(page).not.toContain('Your cart is empty.');
  });

  it('announces what has happened, errors at once', () => {
    const page = (tone: 'info' | 'error') =>
      textOf(frameFor({}, { notice: { tone, text: 'Five < six.' } }));
    expect(page('info')).toContain('role="status"');
    expect(page('error')).toContain('role="alert"');
    expect(page('info')).toContain('Five &lt; six.');
  });

  it('runs nothing, and styles nothing by attribute', () => {
    expect(textOf(frameFor())).not.toMatch(/<script|<style|style=/);
  });
});

describe('the panel of a page', () => {
  it('shows of token and session what tells two apart, and no more', () => {
    const page = textOf(frameFor());
    expect(page).toContain(GUEST.customerId);
    expect(page).toContain(GUEST.usid);
    expect(page).toContain('DWSID678…');
    expect(page).toContain('good for 29 min');
    expect(page).not.toContain('the-rest-of-it');
    expect(page).not.toContain(ACCESS_TOKEN);
  });

  it('counts no time that is over', () => {
    const shopper = { ...GUEST, accessTokenExpiresAt: 0, dwsid: null };
    const page = textOf(frameFor({ shopper }));
    expect(page).toContain('good for 0 min');
    expect(page).toContain('<dt>dwsid</dt><dd>none</dd>');
  });

  it('tells calls in their order, and what kept them from their end', () => {
    const failure = new SlasError('ERR_SLAS_UNAVAILABLE', 'down');
    const page = textOf(
      frameFor(
        {},
        {
          trail: {
            now: [
              {
                entry: 'headless',
                event: 'first-landing',
                calls: ['token-guest', 'sessions'],
                failure,
              },
            ],
            before: [{ entry: 'controller', event: 'sign-out', calls: [], failure: null }],
          },
        },
      ),
    );
    expect(page).toContain('first-landing: 2 calls');
    expect(page).toContain('token-guest → sessions');
    expect(page).toContain('ERR_SLAS_UNAVAILABLE');
    expect(page).toContain('<strong>sign-out</strong> <span class="muted">on controllers</span>');
  });

  it('says so when there is neither', () => {
    expect(textOf(frameFor({ shopper: null }))).toContain('None: SLAS cannot be reached.');
  });
});

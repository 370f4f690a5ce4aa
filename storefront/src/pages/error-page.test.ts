import { describe, expect, it } from '@jest/globals';
import type { Chrome } from './chrome.ts';
import { errorPage } from './error-page.ts';

const links = {
  shop: '/',
  cart: '/cart',
  checkout: '/c',
  signIn: '/l',
  register: '/r',
  account: '/a',
};
const chrome: Chrome = {
  site: 'shopping',
  title: 'Not found',
  visitor: 'anonymous',
  cartCount: 0,
  links,
  path: '/nowhere',
};

describe('errorPage', () => {
  it('says what happened and shows the way on', () => {
    const page = String(
      errorPage(chrome, {
        status: 404,
        title: 'Not here',
        detail: 'It moved <b>.',
        backHref: '/?a=1&b=2',
        backLabel: 'Back to the shop',
      }),
    );
    expect(page).toContain('Error 404');
    expect(page).toContain('<h1>Not here</h1>');
    expect(page).toContain('It moved &lt;b&gt;.');
    expect(page).toContain('href="/?a=1&amp;b=2"');
  });
});

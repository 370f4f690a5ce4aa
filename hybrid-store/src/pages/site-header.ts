import {
  attributes,
  html,
  icon,
  linkButton,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import { CATEGORIES } from '../catalogue/assortment.ts';

import { controllerHref } from './controller-links.ts';

import { miniCart } from './mini-cart.ts';
import type { PageFrame } from './page-frame.ts';
import { categoryHref } from './shop-links.ts';
import { SHOP_NAME } from './shop-name.ts';

/** The banner of every page: which side is speaking, who you are, what is in the cart, and the way to pay. */
export function siteHeader(frame: PageFrame): SafeHtml {
  return html`<header class="site-header">
<p class="side">Rendered headless, by the <strong>BFF</strong></p>
<div class="header-bar">
<a class="brand" href="/">${mark()}<span class="brand-name">${SHOP_NAME}</span></a>
<div class="visitor">${icon('account')}${who(frame)}</div>
<nav class="ways" aria-label="Cart and checkout">
${miniCart(frame.visitor.basket)}
${linkButton({ href: controllerHref('Checkout-Begin'), label: 'Checkout', icon: 'lock', size: 'small' })}
</nav>
</div>
${categories(frame)}
</header>`;
}

/** Two halves of one thing, a little apart. */
function mark(): SafeHtml {
  return html`<svg class="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M14 5a11 11 0 0 0 0 22zM18 5a11 11 0 0 1 0 22z"/><path d="M8 16h16"/></svg>`;
}

function who({ visitor: { shopper, firstName } }: PageFrame): SafeHtml {
  if (shopper?.kind !== 'registered') {
    return html`<span class="visitor-state">Guest</span><span class="dot" aria-hidden="true"> · </span><a href="/login">Sign in</a>`;
  }
  return html`<a class="visitor-email" href="/account"><span class="visually-hidden">Your account: </span>${firstName ?? shopper.loginId ?? 'Signed in'}</a><form method="post" action="/logout">${submitButton({ label: 'Sign out', look: 'link' })}</form>`;
}

function categories({ path }: PageFrame): SafeHtml {
  return html`<nav class="categories" aria-label="Categories">
<ul>
${entry('/', 'Everything', path)}
${CATEGORIES.map(({ id, name }) => entry(categoryHref(id), name, path))}
</ul>
</nav>`;
}

function entry(href: string, label: string, path: string): SafeHtml {
  return html`<li><a href="${href}"${attributes({ 'aria-current': href === path && 'page' })}>${label}</a></li>`;
}

import { html, type SafeHtml } from '@remix-run/html-template';
import { attributes } from './attributes.ts';
import { SHOP_NAME } from './brand.ts';
import { linkButton } from './button.ts';
import { categoryNav } from './category-nav.ts';
import type { Chrome } from './chrome.ts';
import { icon } from './icon.ts';
import { searchForm } from './search-form.ts';
import { visitorLabel } from './visitor-label.ts';

/** The banner of every page: who we are, who you are, what is in the cart, and the way to pay. */
export function siteHeader(chrome: Chrome): SafeHtml {
  return html`<header class="site-header">
<div class="header-bar">
${brand(chrome)}
${chrome.site === 'checkout' ? security(chrome) : searchForm(chrome.browse?.text)}
${visitorLabel(chrome)}
${ways(chrome)}
</div>
${chrome.browse && chrome.site === 'shopping' ? categoryNav(chrome.browse, chrome.path) : null}
</header>`;
}

function brand(chrome: Chrome): SafeHtml {
  return html`<a class="brand" href="${chrome.links.shop}"><svg class="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M16 29V9m0 6c-5 0-8-3-8.5-8 5 .2 8.3 3 8.5 8zm0 8c-5.5.2-9-2.6-10-7.5 5.6-.2 9.5 2.5 10 7.5zm0-8c5 0 8-3 8.5-8-5 .2-8.3 3-8.5 8zm0 8c5.5.2 9-2.6 10-7.5-5.6-.2-9.5 2.5-10 7.5zM16 9c-1.6-2-1.6-4 0-6 1.6 2 1.6 4 0 6z"/></svg><span class="brand-name">${SHOP_NAME}</span></a>`;
}

function security(chrome: Chrome): SafeHtml {
  return html`<div class="security"><p class="security-mark">${icon('lock')}<span>Secure checkout</span></p><a href="${chrome.links.shop}">Back to the shop</a></div>`;
}

function ways(chrome: Chrome): SafeHtml {
  return html`<nav class="ways" aria-label="Cart and checkout">
${cartLink(chrome)}
${checkoutLink(chrome)}
</nav>`;
}

function cartLink({ links, path, cartCount }: Chrome): SafeHtml {
  const count = new Intl.NumberFormat('en-IE').format(cartCount);
  const current = attributes({ 'aria-current': path === links.cart && 'page' });
  return html`<a class="cart-link" href="${links.cart}"${current}>${icon('cart')}<span class="cart-word">Cart</span> <span class="count">${count}</span><span class="visually-hidden"> ${cartCount === 1 ? 'item' : 'items'}</span></a>`;
}

/** Loud everywhere but on the page it leads to: there, the next step is the loud one. */
function checkoutLink({ links, path }: Chrome): SafeHtml {
  const current = path === links.checkout;
  return linkButton({
    href: links.checkout,
    label: 'Checkout',
    icon: 'lock',
    size: 'small',
    look: current ? 'quiet' : 'primary',
    current,
  });
}

import { html, type SafeHtml } from '@remix-run/html-template';
import { SHOP_NAME, SHOP_TAGLINE } from './brand.ts';
import type { Chrome } from './chrome.ts';
import { icon } from './icon.ts';

/** The foot of every page: how buying works here, and the ways once more. */
export function siteFooter(chrome: Chrome): SafeHtml {
  return html`<footer class="site-footer">
<div class="footer-inner">
<div class="footer-about">
<p class="footer-name">${SHOP_NAME}</p>
<p>${SHOP_TAGLINE}.</p>
<p class="footer-promise">${icon('invoice')}<span>Every order is on invoice. Nothing is charged here.</span></p>
</div>
${footerNav(chrome)}
</div>
</footer>`;
}

function footerNav(chrome: Chrome): SafeHtml {
  const { links } = chrome;
  const signedIn = chrome.site === 'checkout' && chrome.visitor === 'authenticated';
  return html`<nav class="footer-nav" aria-label="Footer">
<ul>
<li><a href="${links.shop}">Shop</a></li>
<li><a href="${links.cart}">Cart</a></li>
<li><a href="${links.checkout}">Checkout</a></li>
${signedIn ? html`<li><a href="${links.account}">Your account</a></li>` : html`<li><a href="${links.signIn}">Sign in</a></li><li><a href="${links.register}">Create an account</a></li>`}
</ul>
</nav>`;
}

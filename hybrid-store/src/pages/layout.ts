import { assetHref, html, noticeBox, type SafeHtml } from '@domain-bridge/storefront/pages';
import { bridgePanel } from './bridge-panel.ts';
import { controllerHref } from './controller-links.ts';
import { hybridStylesHref } from './hybrid-styles.ts';
import type { PageFrame } from './page-frame.ts';
import { SHOP_NAME } from './shop-name.ts';
import { siteHeader } from './site-header.ts';

/**
 * A full document around the content of one page: no script, and no style of its own, for the policy forbids both.
 *
 * @param body What goes into `<main>`; exactly one `<h1>` is expected in it.
 */
export function layout(frame: PageFrame, body: SafeHtml): SafeHtml {
  return html`<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${frame.title} · ${SHOP_NAME}</title>
<link rel="icon" href="${assetHref('icon')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetHref('styles')}">
<link rel="stylesheet" href="${hybridStylesHref()}">
</head>
<body class="site">
<a class="skip-link" href="#main">Skip to content</a>
${siteHeader(frame)}
<main id="main" tabindex="-1">
${noticeRegion(frame)}
${body}
</main>
${bridgePanel(frame)}
${footer()}
</body>
</html>
`;
}

function noticeRegion({ notice }: PageFrame): SafeHtml | null {
  if (!notice) return null;
  const role = notice.tone === 'error' ? 'alert' : 'status';
  return html`<div class="notices" role="${role}">${noticeBox(notice.tone, html`<p>${notice.text}</p>`)}</div>`;
}

function footer(): SafeHtml {
  return html`<footer class="site-footer">
<div class="footer-inner">
<div class="footer-about">
<p class="footer-name">${SHOP_NAME}</p>
<p>One shop, two sides, one shopper. Nothing is sold here.</p>
</div>
<nav class="footer-nav" aria-label="Controller side">
<p class="footer-heading">The same shopper, on controllers</p>
<ul>
<li><a href="${controllerHref('Home-Show')}">Products</a></li>
<li><a href="${controllerHref('Cart-Show')}">Cart</a></li>
<li><a href="${controllerHref('Checkout-Begin')}">Checkout</a></li>
<li><a href="${controllerHref('Login-Show')}">Sign-in</a></li>
</ul>
</nav>
</div>
</footer>`;
}

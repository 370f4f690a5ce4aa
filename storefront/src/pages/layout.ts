import { html, type SafeHtml } from '@remix-run/html-template';
import { assetHref } from './asset-files.ts';
import { SHOP_NAME } from './brand.ts';
import type { Chrome } from './chrome.ts';
import { noticeRegion } from './notice.ts';
import { siteFooter } from './site-footer.ts';
import { siteHeader } from './site-header.ts';

/**
 * A full document around the content of one page.
 *
 * Styles and script are external and nothing carries a `style` attribute, so the page works under
 * a content security policy without `unsafe-inline` (design §4).
 *
 * @param body What goes into `<main>`; exactly one `<h1>` is expected in it.
 */
export function layout(chrome: Chrome, body: SafeHtml): SafeHtml {
  return html`<!doctype html>
<html lang="en">
${documentHead(chrome)}
<body class="site site-${chrome.site}">
<a class="skip-link" href="#main">Skip to content</a>
${siteHeader(chrome)}
<main id="main" tabindex="-1">
${noticeRegion(chrome)}
${body}
</main>
${siteFooter(chrome)}
</body>
</html>
`;
}

function documentHead(chrome: Chrome): SafeHtml {
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f3">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#141816">
<title>${chrome.title} · ${SHOP_NAME}</title>
<link rel="icon" href="${assetHref('icon')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetHref('styles')}">
<script type="module" src="${assetHref('script')}"></script>
</head>`;
}

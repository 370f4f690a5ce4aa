import { html, type SafeHtml } from '@remix-run/html-template';
import type { Page } from './page.ts';
import { countPieces } from './piece-count.ts';

/** A full document around one page; `body` brings no heading of its own. */
export function layout(page: Page, body: SafeHtml): SafeHtml {
  return html`<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} | RefArch</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${page.styleSheet}">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
${header(page)}
<main id="main" class="container" tabindex="-1">
<h1>${page.title}</h1>
${body}
</main>
<footer><div class="container">A commerce emulator for development. Nothing is sold here.</div></footer>
</body>
</html>
`;
}

function header({ controller, shopper, url }: Page): SafeHtml {
  return html`<header>
<p class="side">Rendered by the controller <strong>${controller}</strong></p>
<div class="container">
<a class="logo" href="/">RefArch</a>
<p class="who">${greeting(shopper.firstName)}</p>
<nav aria-label="Store"><ul>
<li><a href="${url('Home-Show')}">Products</a></li>
<li><a href="${url('Cart-Show')}">Cart <span class="count">${countPieces(shopper.pieces)}</span></a></li>
<li>${
    shopper.firstName === null
      ? html`<a href="${url('Login-Show')}">Sign in</a>`
      : html`<a href="${url('Login-Logout')}">Sign out</a>`
  }</li>
</ul></nav>
</div></header>`;
}

function greeting(firstName: string | null): SafeHtml {
  return firstName === null
    ? html`Shopping as <strong>guest</strong>`
    : html`Welcome, <strong>${firstName}</strong>`;
}

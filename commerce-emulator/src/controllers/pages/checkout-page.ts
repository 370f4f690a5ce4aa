import { html, type SafeHtml } from '@remix-run/html-template';
import type { BasketLine, BasketView } from '../basket-view.ts';
import { layout } from './layout.ts';
import type { Page } from './page.ts';
import { formatPrice } from './price.ts';

/** The first step of the checkout. The emulator takes no orders, so it is the last one too. */
export function checkoutPage(page: Page, basket: BasketView, email: string | null): SafeHtml {
  return layout(
    page,
    html`<section class="card" aria-labelledby="customer"><h2 id="customer">Customer</h2>
${customer(page, email)}</section>
<section class="card" aria-labelledby="summary"><h2 id="summary">Order summary</h2>
<ul class="summary">${basket.lines.map(summaryLine)}</ul>
<p class="total">Total <strong>${formatPrice(basket.totalCents)}</strong></p></section>
<p class="note">The emulator ends here: it takes no payment and no order.</p>`,
  );
}

function customer(page: Page, email: string | null): SafeHtml {
  if (email !== null) return html`<p>Checking out as <strong>${email}</strong>.</p>`;
  return html`<p>Checking out as a <strong>guest</strong>. <a href="${page.url('Login-Show', { rurl: '2' })}">Sign in instead</a></p>`;
}

function summaryLine({ product, quantity, priceCents }: BasketLine): SafeHtml {
  return html`<li><span>${quantity} × ${product.name}</span> <span>${formatPrice(priceCents)}</span></li>
`;
}

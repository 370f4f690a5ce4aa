import { html, icon, linkButton, pieceCount, type SafeHtml } from '@domain-bridge/storefront/pages';
import type { Basket, BasketLine } from '../basket/basket.ts';
import { controllerHref } from './controller-links.ts';
import { price } from './price.ts';
import { productHref } from './shop-links.ts';

/** The basket in the header: a count that opens to a summary. @param basket Null: it cannot be read now. */
export function miniCart(basket: Basket | null): SafeHtml {
  return html`<details class="mini-cart">
<summary>${icon('cart')}<span class="cart-word">Cart</span> <span class="count">${basket ? pieceCount(basket.pieces, 'piece', 'pieces') : '?'}</span></summary>
<div class="panel mini-cart-panel">
${content(basket)}
<p>${linkButton({ href: controllerHref('Cart-Show'), label: 'View cart', look: 'quiet', size: 'small' })}</p>
</div>
</details>`;
}

function content(basket: Basket | null): SafeHtml {
  if (basket === null) return html`<p>Your cart cannot be shown right now.</p>`;
  if (basket.lines.length === 0) return html`<p>Your cart is empty.</p>`;
  return html`<ul class="mini-cart-lines">${basket.lines.map((each) => line(each, basket.currency))}</ul>
<p class="mini-cart-total"><span>Total</span> <strong>${price(basket.totalCents, basket.currency)}</strong></p>`;
}

function line({ productId, name, quantity, priceCents }: BasketLine, currency: string): SafeHtml {
  return html`<li><span>${quantity} × <a href="${productHref(productId)}">${name}</a></span> ${price(priceCents, currency)}</li>`;
}

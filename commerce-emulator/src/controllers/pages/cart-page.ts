import { html, type SafeHtml } from '@remix-run/html-template';
import type { BasketLine, BasketView } from '../basket-view.ts';
import type { ControllerUrl } from '../controller-url.ts';
import { layout } from './layout.ts';
import type { Page } from './page.ts';
import { productPicture } from './picture.ts';
import { countPieces } from './piece-count.ts';
import { formatPrice } from './price.ts';

/** The basket, with a form a line. */
export function cartPage(page: Page, basket: BasketView): SafeHtml {
  if (basket.lines.length === 0) {
    return layout(
      page,
      html`<p>Your cart is empty.</p><p><a class="button" href="${page.url('Home-Show')}">Continue shopping</a></p>`,
    );
  }
  return layout(
    page,
    html`<ul class="lines">${basket.lines.map((line) => cartLine(line, page.url))}</ul>
<p class="total">${countPieces(basket.pieces)}, total <strong>${formatPrice(basket.totalCents)}</strong></p>
<p><a class="button" href="${page.url('Checkout-Begin')}">Checkout</a></p>`,
  );
}

function cartLine(
  { itemId, product, quantity, priceCents }: BasketLine,
  url: ControllerUrl,
): SafeHtml {
  return html`<li class="line">
${productPicture(product)}
<div class="line-name"><h2><a href="${url('Product-Show', { pid: product.id })}">${product.name}</a></h2>
<p class="price">${formatPrice(priceCents)}</p></div>
<form method="post" action="${url('Cart-UpdateQuantity')}">
<input type="hidden" name="uuid" value="${itemId}">
<label for="quantity-${itemId}">Quantity <span class="hidden">of ${product.name}</span></label>
<input id="quantity-${itemId}" name="quantity" type="number" inputmode="numeric" min="0" max="999" value="${quantity}" required>
<button type="submit" class="secondary">Update <span class="hidden">${product.name}</span></button>
<button type="submit" class="link" name="remove" value="true" formnovalidate>Remove <span class="hidden">${product.name}</span></button>
</form>
</li>
`;
}

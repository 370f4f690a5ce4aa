import { hiddenFields, html, type SafeHtml, submitButton } from '@domain-bridge/storefront/pages';
import type { Product } from '../catalogue/product.ts';
import { price } from './price.ts';
import { pictureHref, productHref } from './shop-links.ts';

/**
 * A grid of products; each can be opened, or bought at once.
 *
 * @param returnPath Local path to come back to after adding.
 */
export function productGrid(products: readonly Product[], returnPath: string): SafeHtml {
  return html`<ul class="product-grid">${products.map((product) => card(product, returnPath))}</ul>`;
}

function card({ id, name, priceCents, currency }: Product, returnPath: string): SafeHtml {
  return html`<li class="card">
<div class="card-picture"><img src="${pictureHref(id)}" alt="" width="400" height="400" decoding="async"></div>
<div class="card-text">
<h3 class="card-name"><a href="${productHref(id)}">${name}</a></h3>
<div class="card-foot"><p class="card-price">${price(priceCents, currency)}</p>
<form method="post" action="/basket/lines">${hiddenFields({ productId: id, quantity: '1', return: returnPath })}${submitButton({ label: 'Add', about: name, icon: 'plus', look: 'quiet', size: 'small' })}</form>
</div>
</div>
</li>`;
}

import {
  hiddenFields,
  html,
  icon,
  quantityField,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import type { Category } from '../catalogue/assortment.ts';
import type { Product } from '../catalogue/product.ts';
import { layout } from './layout.ts';
import type { PageFrame } from './page-frame.ts';
import { price } from './price.ts';
import { categoryHref, pictureHref } from './shop-links.ts';

/** The page of one product, with the form that puts it into the cart. */
export function productPage(frame: PageFrame, category: Category, product: Product): SafeHtml {
  return layout(
    frame,
    html`<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Shop</a></li><li><a href="${categoryHref(category.id)}">${category.name}</a></li></ol></nav>
<article class="product">
<div class="product-picture"><img src="${pictureHref(product.id)}" alt="${product.name}" width="400" height="400" decoding="async"></div>
<div class="product-text">
<h1>${product.name}</h1>
<p class="product-price">${price(product.priceCents, product.currency)}</p>
<p class="lead">${product.description}</p>
${buyForm(product, frame.path)}
<ul class="promises">
<li>${icon('cart')}<span>One cart for both sides of the shop</span></li>
<li>${icon('account')}<span>Sign in here or there: once is enough</span></li>
</ul>
<p class="line-sku">Item ${product.id}</p>
</div>
</article>`,
  );
}

function buyForm({ id }: Product, returnPath: string): SafeHtml {
  return html`<form class="buy-form" method="post" action="/basket/lines">
${hiddenFields({ productId: id, return: returnPath })}
<div class="buy-row">
${quantityField({ id: 'quantity', label: 'Quantity', value: 1, min: 1 })}
${submitButton({ label: 'Add to cart', icon: 'cart', size: 'large' })}
</div>
</form>`;
}

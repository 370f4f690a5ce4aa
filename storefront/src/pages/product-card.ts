import { html, type SafeHtml } from '@remix-run/html-template';
import { linkButton, submitButton } from './button.ts';
import { hiddenFields } from './hidden-fields.ts';
import type { Money } from './money.ts';
import { price } from './price.ts';

/** A product as a list shows it. */
export interface ProductCard {
  /** Stock keeping unit. */
  readonly sku: string;
  /** Product name. */
  readonly name: string;
  /** Category name. */
  readonly category: string;
  /** Price of one piece. */
  readonly price: Money;
  /** The product page. */
  readonly href: string;
  /** Address of a square picture. */
  readonly pictureHref: string;
  /** Whether something must be chosen before it can go into the cart. */
  readonly hasOptions: boolean;
}

/**
 * A grid of products; each can be opened, and bought at once if there is nothing to choose.
 *
 * @param returnPath Local path to come back to after adding.
 */
export function productGrid(products: readonly ProductCard[], returnPath: string): SafeHtml {
  return html`<ul class="product-grid">${products.map((product, index) => card(product, returnPath, index))}</ul>`;
}

// The first rows are seen at once; the rest may load when the shopper comes near.
const EAGER_PICTURES = 8;

function card(product: ProductCard, returnPath: string, index: number): SafeHtml {
  const loading = index < EAGER_PICTURES ? 'eager' : 'lazy';
  return html`<li class="card">
<div class="card-picture"><img src="${product.pictureHref}" alt="" width="400" height="400" loading="${loading}" decoding="async"></div>
<div class="card-text">
<p class="card-category">${product.category}</p>
<h3 class="card-name"><a href="${product.href}">${product.name}</a></h3>
<div class="card-foot"><p class="card-price">${price(product.price)}</p>${action(product, returnPath)}</div>
</div>
</li>`;
}

function action(product: ProductCard, returnPath: string): SafeHtml {
  const looks = { about: product.name, look: 'quiet', size: 'small' } as const;
  if (product.hasOptions) return linkButton({ ...looks, label: 'Options', href: product.href });
  return html`<form class="card-action" method="post" action="/api/cart/lines">${hiddenFields({ sku: product.sku, quantity: '1', return: returnPath })}${submitButton({ ...looks, label: 'Add', icon: 'plus' })}</form>`;
}

import { html, type SafeHtml } from '@remix-run/html-template';
import type { Product } from '../../platform/products.ts';
import { layout } from './layout.ts';
import type { Page } from './page.ts';
import { productPicture } from './picture.ts';
import { formatPrice } from './price.ts';

/** One product, and the form that puts it into the basket. */
export function productPage(page: Page, product: Product): SafeHtml {
  return layout(
    page,
    html`<div class="product">
${productPicture(product)}
<div>
<p>${product.description}</p>
<p class="price">${formatPrice(product.priceCents)}</p>
<form method="post" action="${page.url('Cart-AddProduct')}">
<input type="hidden" name="pid" value="${product.id}">
<label for="quantity">Quantity</label>
<input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="99" value="1" required>
<button type="submit">Add to cart</button>
</form>
</div>
</div>`,
  );
}

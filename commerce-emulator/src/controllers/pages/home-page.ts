import { html, type SafeHtml } from '@remix-run/html-template';
import { PRODUCT_CATEGORIES, type Product, type ProductCategory } from '../../platform/products.ts';
import type { ControllerUrl } from '../controller-url.ts';
import { layout } from './layout.ts';
import type { Page } from './page.ts';
import { productPicture } from './picture.ts';
import { formatPrice } from './price.ts';

/** Every product, by category. */
export function homePage(page: Page, products: readonly Product[]): SafeHtml {
  return layout(
    page,
    html`${PRODUCT_CATEGORIES.map((category) =>
      categorySection(
        category,
        products.filter((product) => product.category === category),
        page.url,
      ),
    )}`,
  );
}

function categorySection(
  category: ProductCategory,
  products: readonly Product[],
  url: ControllerUrl,
): SafeHtml {
  return html`<section aria-label="${category}">
<h2>${category}</h2>
<ul class="tiles">${products.map((product) => tile(product, url))}</ul>
</section>`;
}

function tile(product: Product, url: ControllerUrl): SafeHtml {
  const { id, name, priceCents } = product;
  return html`<li class="tile">
${productPicture(product)}
<h3><a href="${url('Product-Show', { pid: id })}">${name}</a></h3>
<p class="price">${formatPrice(priceCents)}</p>
</li>
`;
}

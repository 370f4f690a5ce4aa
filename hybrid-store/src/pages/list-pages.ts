import { emptyState, html, pieceCount, type SafeHtml } from '@domain-bridge/storefront/pages';
import { CATEGORIES, type Category } from '../catalogue/assortment.ts';
import type { Product } from '../catalogue/product.ts';
import { controllerHref } from './controller-links.ts';
import { layout } from './layout.ts';
import type { PageFrame } from './page-frame.ts';
import { productGrid } from './product-grid.ts';
import { categoryHref } from './shop-links.ts';

/** Products by id; null: they cannot be shown at the moment. */
export type Shelf = ReadonlyMap<string, Product> | null;

/** The home page: every category with its products. */
export function homePage(frame: PageFrame, shelf: Shelf): SafeHtml {
  return layout(
    frame,
    html`<section class="hero">
<h1>Things that carry, light and write</h1>
<p class="lead">Browse on this side, pay on the other: your cart and your name come along.</p>
</section>
${shelf === null ? noProducts() : CATEGORIES.map((category) => section(frame, category, shelf))}`,
  );
}

/** The page of one category. */
export function categoryPage(frame: PageFrame, category: Category, shelf: Shelf): SafeHtml {
  const products = productsOf(category, shelf);
  return layout(
    frame,
    html`<div class="list-head"><h1>${category.name}</h1>${shelf && html`<p class="muted">${pieceCount(products.length, 'product', 'products')}</p>`}</div>
${
  shelf === null
    ? noProducts()
    : html`<section aria-labelledby="products-title"><h2 class="visually-hidden" id="products-title">Products</h2>
${productGrid(products, frame.path)}</section>`
}`,
  );
}

/** In place of products while SCAPI cannot be asked. */
export function noProducts(): SafeHtml {
  return emptyState({
    icon: 'info',
    title: 'No products to show right now',
    text: 'Our products cannot be reached. Please come back in a moment; what is in your cart is kept.',
    href: controllerHref('Home-Show'),
    label: 'Try the other side of the shop',
  });
}

function section({ path }: PageFrame, category: Category, shelf: NonNullable<Shelf>): SafeHtml {
  const { id, name } = category;
  return html`<section class="shelf" aria-labelledby="category-${id}">
<h2 class="section-title" id="category-${id}"><a href="${categoryHref(id)}">${name}</a></h2>
${productGrid(productsOf(category, shelf), path)}
</section>`;
}

function productsOf({ productIds }: Category, shelf: Shelf): readonly Product[] {
  return productIds.flatMap((id) => shelf?.get(id) ?? []);
}

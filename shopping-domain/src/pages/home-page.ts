import {
  type Browse,
  type Chrome,
  emptyState,
  html,
  layout,
  type ProductCard,
  pieceCount,
  productGrid,
  type SafeHtml,
  SHOP_TAGLINE,
} from '@domain-bridge/storefront/pages';

/** The product list: everything, one category, or what a search found. */
export interface HomeModel extends Browse {
  /** What to show, in this order. */
  readonly products: readonly ProductCard[];
}

/** The product list of the shop; categories and search text go into the header. */
export function homePage(chrome: Chrome, model: HomeModel): SafeHtml {
  const { categories, category, text } = model;
  const browse = { categories, ...(category && { category }), ...(text && { text }) };
  return layout(
    { ...chrome, browse },
    html`${category || text ? listHead(model) : welcome()}
${model.products.length === 0 ? nothingFound(model) : productSection(chrome, model)}`,
  );
}

function welcome(): SafeHtml {
  return html`<section class="hero">
<h1>${SHOP_TAGLINE}</h1>
<p class="lead">Useful, well made and meant to be used every day. Choose at leisure: your cart comes with you to checkout.</p>
</section>`;
}

function listHead(model: HomeModel): SafeHtml {
  return html`<div class="list-head"><h1>${listTitle(model)}</h1><p class="muted">${pieceCount(model.products.length, 'product', 'products')}</p></div>`;
}

function listTitle({ category, text }: HomeModel): string {
  if (!text) return category ?? '';
  return category ? `“${text}” in ${category}` : `Results for “${text}”`;
}

function productSection(chrome: Chrome, model: HomeModel): SafeHtml {
  return html`<section aria-labelledby="products-title">
<h2 class="visually-hidden" id="products-title">Products</h2>
${productGrid(model.products, chrome.path)}
</section>`;
}

function nothingFound({ text, category }: HomeModel): SafeHtml {
  const sought = text ? `“${text}”` : (category ?? 'this');
  return emptyState({
    icon: 'search',
    title: 'Nothing found',
    text: `There is nothing under ${sought}. Try a shorter word, or look through everything we have.`,
    href: '/',
    label: 'Show everything',
  });
}

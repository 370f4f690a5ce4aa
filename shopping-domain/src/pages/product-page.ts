import {
  type Chrome,
  categoryHref,
  hiddenFields,
  html,
  icon,
  layout,
  type Money,
  type OptionView,
  optionSelects,
  type ProductCard,
  price,
  productGrid,
  quantityField,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';

/** A product with all there is to say about it. */
export interface ProductView {
  /** Stock keeping unit. */
  readonly sku: string;
  /** The heading, and what the picture shows. */
  readonly name: string;
  /** Plain text, one or two sentences. */
  readonly description: string;
  /** Category name; links to its list. */
  readonly category: string;
  /** Price of one piece. */
  readonly price: Money;
  /** What must be chosen; left out when there is nothing to choose. */
  readonly options?: readonly OptionView[];
  /** Address of a square picture. */
  readonly pictureHref: string;
}

/** One product and others like it. */
export interface ProductModel {
  /** The product of this page. */
  readonly product: ProductView;
  /** Shown below; may be empty. */
  readonly related: readonly ProductCard[];
}

/** The page of one product, with the form that puts it into the cart. */
export function productPage(chrome: Chrome, { product, related }: ProductModel): SafeHtml {
  return layout(
    chrome,
    html`<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Shop</a></li><li><a href="${categoryHref(product.category)}">${product.category}</a></li></ol></nav>
<article class="product">
<div class="product-picture"><img src="${product.pictureHref}" alt="${product.name}" width="400" height="400" decoding="async"></div>
<div class="product-text">
<h1>${product.name}</h1>
<p class="product-price">${price(product.price)}</p>
<p class="lead">${product.description}</p>
${buyForm(product, chrome.path)}
${promises()}
<p class="line-sku">Item ${product.sku}</p>
</div>
</article>
${related.length > 0 ? relatedProducts(related, chrome.path) : null}`,
  );
}

function buyForm(product: ProductView, returnPath: string): SafeHtml {
  return html`<form class="buy-form" method="post" action="/api/cart/lines">
${hiddenFields({ sku: product.sku, return: returnPath })}
${optionSelects(product.options ?? [])}
<div class="buy-row">
${quantityField({ id: 'quantity', label: 'Quantity', value: 1, min: 1 })}
${submitButton({ label: 'Add to cart', icon: 'cart', size: 'large' })}
</div>
</form>`;
}

function promises(): SafeHtml {
  return html`<ul class="promises">
<li>${icon('invoice')}<span>On invoice: you pay nothing today</span></li>
<li>${icon('lock')}<span>Sign-in and order happen on our secure checkout</span></li>
<li>${icon('truck')}<span>See what shipping costs in your cart, before you sign in</span></li>
</ul>`;
}

function relatedProducts(related: readonly ProductCard[], returnPath: string): SafeHtml {
  return html`<section class="related" aria-labelledby="related-title">
<h2 class="section-title" id="related-title">You may also like</h2>
${productGrid(related, returnPath)}
</section>`;
}

import {
  type CartModel,
  type Chrome,
  cartView,
  emptyState,
  html,
  layout,
  linkButton,
  pieceCount,
  type SafeHtml,
} from '@domain-bridge/storefront/pages';

/** The cart with its prices and the way to checkout. */
export interface CartPageModel extends CartModel {
  /** Leads to the secure domain, with the cart. */
  readonly checkoutHref: string;
}

/** The cart: quantities, removal, promotion codes, a shipping estimate, and the way to checkout. */
export function cartPage(chrome: Chrome, model: CartPageModel): SafeHtml {
  return layout(
    chrome,
    html`<h1>Your cart</h1>
${model.lines.length === 0 ? emptyCart(chrome) : filledCart(chrome, model)}`,
  );
}

function filledCart(chrome: Chrome, model: CartPageModel): SafeHtml {
  return cartView(model, {
    returnPath: chrome.path,
    linesTitle: pieceCount(model.lines.length, 'product', 'products'),
    nextStep: html`${linkButton({ href: model.checkoutHref, label: 'Go to secure checkout', icon: 'lock', size: 'large' })}
<p class="panel-note">Your cart comes with you. You sign in there and order on invoice.</p>`,
  });
}

function emptyCart(chrome: Chrome): SafeHtml {
  return emptyState({
    icon: 'cart',
    title: 'Nothing in it yet',
    text: 'What you add stays here, on this device, and comes with you to checkout.',
    href: chrome.links.shop,
    label: 'Look around the shop',
  });
}

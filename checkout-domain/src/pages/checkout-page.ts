import {
  type CartModel,
  type Chrome,
  cartView,
  emptyState,
  html,
  layout,
  noticeBox,
  pieceCount,
  type SafeHtml,
} from '@domain-bridge/storefront/pages';
import { type MergedView, mergedReview } from './merged-review.ts';
import { type OrderStepModel, orderStep } from './order-step.ts';

/** The cart before it is ordered, re-priced and re-validated by the secure domain. */
export interface CheckoutModel extends CartModel, OrderStepModel {
  /** Said beside the heading for a role with its own prices, e.g. “Wholesale prices”. */
  readonly roleLabel?: string;
  /** What sign-in brought together; left out once it has been seen to, or if it was nothing. */
  readonly merged?: MergedView;
  /** What does not hold any more and why, one sentence each. */
  readonly refusals: readonly string[];
}

/** The last page before an order: everything can still be changed, and nothing is hidden. */
export function checkoutPage(chrome: Chrome, model: CheckoutModel): SafeHtml {
  return layout(
    chrome,
    html`<div class="page-head"><h1>Checkout</h1>${model.roleLabel ? html`<p class="badge">${model.roleLabel}</p>` : null}</div>
${refusalList(model.refusals)}
${model.merged ? mergedReview(model.merged, model.lines, chrome.path) : null}
${model.lines.length === 0 ? emptyCheckout(chrome) : filledCheckout(chrome, model)}`,
  );
}

function filledCheckout(chrome: Chrome, model: CheckoutModel): SafeHtml {
  return cartView(model, {
    returnPath: chrome.path,
    linesTitle: `Your order: ${pieceCount(model.lines.length, 'product', 'products')}`,
    nextStep: orderStep(chrome, model),
  });
}

function refusalList(refusals: readonly string[]): SafeHtml | null {
  if (refusals.length === 0) return null;
  const list = html`<p><strong>Please look at this before you order</strong></p><ul>${refusals.map((each) => html`<li>${each}</li>`)}</ul>`;
  return noticeBox('warning', list);
}

function emptyCheckout(chrome: Chrome): SafeHtml {
  return emptyState({
    icon: 'cart',
    title: 'There is nothing to check out',
    text: 'Your cart is empty. Put something into it in the shop and come back: it will be here.',
    href: chrome.links.shop,
    label: 'Back to the shop',
  });
}

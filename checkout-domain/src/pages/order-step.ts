import {
  type Chrome,
  hiddenFields,
  html,
  linkButton,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';

/** What decides the next step of the checkout page. */
export interface OrderStepModel {
  /** Whether the cart, as it is, can be ordered once somebody is signed in. */
  readonly canOrder: boolean;
  /** The sign-in form, with the way back to this page. */
  readonly signInHref: string;
  /** The registration form, with the way back to this page. */
  readonly registerHref: string;
  /** Makes a repeated order the same order; new with each page. */
  readonly idempotencyKey: string;
}

/** Order, if signed in and nothing stands in the way; otherwise what to do first. */
export function orderStep(chrome: Chrome, model: OrderStepModel): SafeHtml {
  if (chrome.visitor !== 'authenticated') return signInFirst(chrome, model);
  return model.canOrder ? orderForm(model) : changeFirst();
}

function orderForm(model: OrderStepModel): SafeHtml {
  return html`<form class="order-form" method="post" action="/api/orders" data-once="Placing your order…">
${hiddenFields({ idempotencyKey: model.idempotencyKey })}
${submitButton({ label: 'Place order (on invoice)', icon: 'lock', size: 'large' })}
</form>
<p class="panel-note">You pay nothing now. The invoice comes with your order.</p>`;
}

function signInFirst(chrome: Chrome, model: OrderStepModel): SafeHtml {
  const back = chrome.visitor === 'recognized';
  return html`<div class="sign-in-step">
<p class="panel-note">${back ? 'Welcome back. Sign in to place your order.' : 'Sign in to place your order. Everything here stays as it is.'}</p>
${linkButton({ href: model.signInHref, label: 'Sign in to order', icon: 'lock', size: 'large' })}
<p class="panel-note">New here? <a href="${model.registerHref}">Create an account</a></p>
</div>`;
}

function changeFirst(): SafeHtml {
  return html`<p class="panel-note">This cannot be ordered yet. Choose shipping and remove what is no longer available, then place your order here.</p>`;
}

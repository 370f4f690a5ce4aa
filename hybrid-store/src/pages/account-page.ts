import {
  html,
  linkButton,
  pieceCount,
  type SafeHtml,
  submitButton,
} from '@domain-bridge/storefront/pages';
import type { Basket } from '../basket/basket.ts';
import { controllerHref } from './controller-links.ts';
import { layout } from './layout.ts';
import type { PageFrame } from './page-frame.ts';
import { price } from './price.ts';

/** The page of somebody who has signed in. */
export function accountPage(frame: PageFrame): SafeHtml {
  const { shopper, firstName, basket } = frame.visitor;
  return layout(
    frame,
    html`<section class="medium">
<h1>${firstName === null ? 'Your account' : `Welcome, ${firstName}`}</h1>
<section class="panel" aria-labelledby="profile-title">
<h2 class="panel-title" id="profile-title">Profile</h2>
<dl class="facts">
<div><dt>Signed in as</dt><dd>${shopper?.loginId ?? 'unknown'}</dd></div>
<div><dt>Your cart</dt><dd>${cartSentence(basket)}</dd></div>
</dl>
</section>
<div class="button-row">
${linkButton({ href: controllerHref('Cart-Show'), label: 'View cart', icon: 'cart' })}
<form method="post" action="/logout">${submitButton({ label: 'Sign out', look: 'quiet' })}</form>
</div>
<p class="muted">Signing out here signs you out on the controller side too.</p>
</section>`,
  );
}

function cartSentence(basket: Basket | null): SafeHtml {
  if (basket === null) return html`Cannot be shown right now`;
  if (basket.pieces === 0) return html`Empty`;
  return html`${pieceCount(basket.pieces, 'piece', 'pieces')}, ${price(basket.totalCents, basket.currency)}`;
}

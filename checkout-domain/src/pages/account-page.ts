import {
  type Chrome,
  dayOf,
  emptyState,
  html,
  layout,
  linkButton,
  type Money,
  pieceCount,
  price,
  type SafeHtml,
} from '@domain-bridge/storefront/pages';
import { signOutEverywhere } from './sessions-page.ts';

/** An order as the list of orders shows it. */
export interface OrderSummary {
  /** Order id, `ord_…`. */
  readonly id: string;
  /** Epoch seconds. */
  readonly placedAt: number;
  /** What the order came to. */
  readonly total: Money;
  /** Number of pieces. */
  readonly itemCount: number;
  /** The page of the order. */
  readonly href: string;
}

/** What a signed-in person sees of the account. */
export interface AccountModel {
  /** Address the account is under. */
  readonly email: string;
  /** The role in words, e.g. “Customer”. */
  readonly role: string;
  /** Epoch seconds. */
  readonly memberSince: number;
  /** Number of devices on which this user is signed in, this one included. */
  readonly sessionCount: number;
  /** Whether the administration is open to this user. */
  readonly isAdmin: boolean;
  /** Newest first. */
  readonly orders: readonly OrderSummary[];
  /** Leads to the orders before these; left out when there are none. */
  readonly olderHref?: string;
}

/** The account page: who is signed in, and what was ordered. */
export function accountPage(chrome: Chrome, model: AccountModel): SafeHtml {
  return layout(
    chrome,
    html`<h1>Your account</h1>
<div class="account">
<div class="account-side">
${profile(model)}
${security(model)}
</div>
<section class="account-orders" aria-labelledby="orders-title">
<h2 class="section-title" id="orders-title">Orders</h2>
${model.orders.length === 0 ? noOrders(chrome) : orderTable(model.orders)}
${model.olderHref === undefined ? null : html`<p>${linkButton({ href: model.olderHref, label: 'Older orders', look: 'quiet' })}</p>`}
</section>
</div>`,
  );
}

function profile(model: AccountModel): SafeHtml {
  return html`<section class="panel" aria-labelledby="profile-title">
<h2 class="panel-title" id="profile-title">Profile</h2>
<dl class="facts">
<div><dt>E-mail</dt><dd>${model.email}</dd></div>
<div><dt>Role</dt><dd>${model.role}</dd></div>
<div><dt>Member since</dt><dd>${dayOf(model.memberSince)}</dd></div>
</dl>
</section>`;
}

function security({ sessionCount, isAdmin }: AccountModel): SafeHtml {
  return html`<section class="panel" aria-labelledby="security-title">
<h2 class="panel-title" id="security-title">Signing in</h2>
<ul class="link-list">
<li><a href="/account/password">Change your password</a></li>
<li><a href="/account/sessions">Where you are signed in</a> <span class="muted">(${pieceCount(sessionCount, 'device', 'devices')})</span></li>
${isAdmin ? html`<li><a href="/admin">Administration</a></li>` : null}
</ul>
${signOutEverywhere()}
</section>`;
}

function orderTable(orders: readonly OrderSummary[]): SafeHtml {
  return html`<table class="table">
<caption class="visually-hidden">Your orders, newest first</caption>
<thead><tr><th scope="col">Order</th><th scope="col" class="wide-only">Items</th><th scope="col" class="number">Total</th></tr></thead>
<tbody>${orders.map(orderRow)}</tbody>
</table>`;
}

function orderRow(order: OrderSummary): SafeHtml {
  return html`<tr>
<th scope="row"><a class="order-id" href="${order.href}">${order.id}</a><p class="muted">${dayOf(order.placedAt)}</p></th>
<td class="wide-only">${pieceCount(order.itemCount)}</td>
<td class="number">${price(order.total)}</td>
</tr>`;
}

function noOrders(chrome: Chrome): SafeHtml {
  return emptyState({
    icon: 'invoice',
    title: 'No orders yet',
    text: 'What you order will be listed here, with everything that was in it.',
    href: chrome.links.shop,
    label: 'Go to the shop',
  });
}

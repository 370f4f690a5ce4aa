import {
  type Chrome,
  html,
  icon,
  layout,
  lineTable,
  linkButton,
  type Money,
  momentOf,
  type PricedLine,
  type SafeHtml,
  sumMoney,
  totalsTable,
} from '@domain-bridge/storefront/pages';

/** How an order is sent and what that costs. */
export interface OrderShipping {
  /** Name of the shipping method. */
  readonly name: string;
  /** English name of the country. */
  readonly country?: string;
  /** As entered; left out when it was not. */
  readonly postalCode?: string;
  /** What shipping cost. */
  readonly price: Money;
}

/** A placed order, with the prices it was placed at. */
export interface OrderModel {
  /** Order id, `ord_…`. */
  readonly id: string;
  /** Epoch seconds. */
  readonly placedAt: number;
  /** What was ordered, at the prices of that moment. */
  readonly lines: readonly PricedLine[];
  /** Positive amounts. */
  readonly discounts: readonly { readonly code: string; readonly amount: Money }[];
  /** `null` for an order that is not sent. */
  readonly shipping: OrderShipping | null;
  /** What the order came to. */
  readonly total: Money;
  /** Whether this is the page after placing it. */
  readonly justPlaced: boolean;
  /** Leads back to the shop. */
  readonly shopHref: string;
}

/** The page of one order: a thank-you right after placing it, a record ever after. */
export function orderPage(chrome: Chrome, order: OrderModel): SafeHtml {
  return layout(
    chrome,
    html`${order.justPlaced ? thanks(order) : recordHead(order)}
<div class="order">
<section class="order-lines" aria-labelledby="lines-title">
<h2 class="section-title" id="lines-title">What you ordered</h2>
${lineTable(order.lines, `Lines of order ${order.id}`)}
</section>
${summary(order)}
</div>
<p class="order-foot">${linkButton({ href: order.shopHref, label: 'Back to the shop', icon: 'back', look: 'quiet' })}${linkButton({ href: chrome.links.account, label: 'All orders', icon: 'account', look: 'quiet' })}</p>`,
  );
}

function thanks(order: OrderModel): SafeHtml {
  return html`<section class="thanks">
<div class="thanks-icon">${icon('check')}</div>
<div><h1>Thank you, your order is placed</h1>
<p class="lead">Order <strong class="order-id">${order.id}</strong> is on its way to our packing table. The invoice comes with it; you have paid nothing yet.</p></div>
</section>`;
}

function recordHead(order: OrderModel): SafeHtml {
  return html`<div class="page-head"><h1>Order <span class="order-id">${order.id}</span></h1></div>`;
}

function summary(order: OrderModel): SafeHtml {
  const { discounts, shipping, total } = order;
  const amounts = order.lines.map((line) => line.total);
  const subtotal = sumMoney(amounts, total.currency);
  const totals = { subtotal, discounts, total, ...(shipping && { shipping: shipping.price }) };
  return html`<section class="panel" aria-labelledby="summary-title">
<h2 class="panel-title" id="summary-title">Summary</h2>
<dl class="facts">
<div><dt>Placed</dt><dd>${momentOf(order.placedAt)}</dd></div>
<div><dt>Payment</dt><dd>On invoice</dd></div>
${shipping ? html`<div><dt>Shipping</dt><dd>${shippingText(shipping)}</dd></div>` : null}
</dl>
${totalsTable(totals, 'None')}
</section>`;
}

function shippingText({ name, country, postalCode }: OrderShipping): string {
  return [name, country, postalCode].filter((part) => part !== undefined && part !== '').join(', ');
}

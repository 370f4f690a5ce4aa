import { html, type SafeHtml } from '@remix-run/html-template';
import { formatMoney, type Money } from './money.ts';

/** An amount, set so that columns of figures line up. */
export function price(money: Money): SafeHtml {
  return html`<span class="price">${formatMoney(money)}</span>`;
}

/** An amount that is taken off, with a true minus sign. @param money Positive. */
export function reduction(money: Money): SafeHtml {
  return html`<span class="price">−${formatMoney(money)}</span>`;
}

/** What shipping costs; nothing reads “Free”. */
export function shippingPrice(money: Money): SafeHtml {
  return money.amount === 0 ? html`<span class="price">Free</span>` : price(money);
}

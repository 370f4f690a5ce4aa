import { html, type SafeHtml } from '@remix-run/html-template';
import type { Totals } from './cart-model.ts';
import { price, reduction, shippingPrice } from './price.ts';

/**
 * What the cart or the order comes to, row by row, the sum last.
 *
 * @param noShipping Said where there is no amount for shipping. Default: “Not chosen yet”.
 */
export function totalsTable(totals: Totals, noShipping = 'Not chosen yet'): SafeHtml {
  const shipping = totals.shipping
    ? shippingPrice(totals.shipping)
    : html`<span class="muted">${noShipping}</span>`;
  return html`<table class="totals">
<caption class="visually-hidden">Totals</caption>
<tbody>
${row('Items', price(totals.subtotal))}
${totals.discounts.map(({ code, amount }) => row(`Promotion ${code}`, reduction(amount)))}
${row('Shipping', shipping)}
</tbody>
<tfoot>${row('Total', price(totals.total))}</tfoot>
</table>`;
}

function row(label: string, amount: SafeHtml): SafeHtml {
  return html`<tr><th scope="row">${label}</th><td class="number">${amount}</td></tr>`;
}

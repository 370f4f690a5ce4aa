import { html, type SafeHtml } from '@remix-run/html-template';
import type { PricedLine } from './cart-model.ts';
import { lineOptions } from './line-options.ts';
import { price } from './price.ts';

/** The lines of a placed order: a table to read, nothing to change. */
export function lineTable(lines: readonly PricedLine[], caption: string): SafeHtml {
  return html`<table class="table line-table">
<caption class="visually-hidden">${caption}</caption>
<thead><tr><th scope="col">Item</th><th scope="col" class="number">Quantity</th><th scope="col" class="number wide-only">Each</th><th scope="col" class="number">Total</th></tr></thead>
<tbody>${lines.map(row)}</tbody>
</table>`;
}

function row(line: PricedLine): SafeHtml {
  const quantity = new Intl.NumberFormat('en-IE').format(line.quantity);
  return html`<tr>
<th scope="row"><span class="line-name">${line.name}</span>${lineOptions(line.options)}<p class="line-sku">Item ${line.sku}</p></th>
<td class="number">${quantity}</td>
<td class="number wide-only">${price(line.unitPrice)}</td>
<td class="number">${price(line.total)}</td>
</tr>`;
}

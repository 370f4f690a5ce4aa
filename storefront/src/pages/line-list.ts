import { html, type SafeHtml } from '@remix-run/html-template';
import { submitButton } from './button.ts';
import type { CartLine } from './cart-model.ts';
import { hiddenFields } from './hidden-fields.ts';
import { lineOptions } from './line-options.ts';
import { price } from './price.ts';
import { quantityField } from './quantity-field.ts';

/**
 * The lines of a cart, each with a form for its quantity and one that removes it.
 *
 * @param returnPath Local path to come back to after a change.
 */
export function lineList(lines: readonly CartLine[], returnPath: string): SafeHtml {
  return html`<ul class="line-list">${lines.map((line, index) => lineEntry(line, returnPath, index))}</ul>`;
}

/** Action of the form twins that change one line (design §8). */
export function lineAction(id: string): string {
  return `/api/cart/lines/${encodeURIComponent(id)}`;
}

function lineEntry(line: CartLine, returnPath: string, index: number): SafeHtml {
  return html`<li class="line${line.available ? '' : ' line-unavailable'}">
<img class="line-picture" src="${line.pictureHref}" alt="" width="96" height="96" loading="lazy" decoding="async">
<div class="line-what">
<h3 class="line-name"><a href="${line.href}">${line.name}</a></h3>
${lineOptions(line.options)}
${line.available ? html`<p class="line-unit">${price(line.unitPrice)} each</p>` : html`<p class="badge badge-warning">No longer available</p>`}
</div>
<div class="line-change">
${line.available ? quantityForm(line, returnPath, index) : null}
${removeForm(line, returnPath)}
</div>
${line.available ? html`<p class="line-total"><span class="visually-hidden">Line total: </span>${price(line.total)}</p>` : null}
</li>`;
}

function quantityForm(line: CartLine, returnPath: string, index: number): SafeHtml {
  return html`<form class="quantity-form" method="post" action="${lineAction(line.id)}" data-quantity-form>
${hiddenFields({ version: line.version, return: returnPath })}
${quantityField({ id: `quantity-${index}`, label: `Quantity of ${line.name}`, labelHidden: true, value: line.quantity, min: 0 })}
${submitButton({ label: 'Update', about: `the quantity of ${line.name}`, look: 'quiet', size: 'small' })}
</form>`;
}

function removeForm(line: CartLine, returnPath: string): SafeHtml {
  return html`<form method="post" action="${lineAction(line.id)}">
${hiddenFields({ quantity: '0', version: line.version, return: returnPath })}
${submitButton({ label: 'Remove', about: line.name, look: 'link' })}
</form>`;
}

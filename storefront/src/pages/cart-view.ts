import { html, type SafeHtml } from '@remix-run/html-template';
import type { CartModel } from './cart-model.ts';
import { lineList } from './line-list.ts';
import { promotionForm } from './promotion-form.ts';
import { shippingForm } from './shipping-form.ts';
import { totalsTable } from './totals-table.ts';

/** What differs between the cart page and the checkout page. */
export interface CartViewOptions {
  /** Local path to come back to after a change. */
  readonly returnPath: string;
  /** Heading of the lines, second level. */
  readonly linesTitle: string;
  /** Drawn below the sum: the next step. */
  readonly nextStep: SafeHtml;
}

/** Lines on one side; totals, next step, promotion and shipping on the other. */
export function cartView(model: CartModel, options: CartViewOptions): SafeHtml {
  return html`<div class="cart-view">
<section class="cart-lines" aria-labelledby="lines-title">
<h2 class="section-title" id="lines-title">${options.linesTitle}</h2>
${lineList(model.lines, options.returnPath)}
</section>
<section class="panel summary" aria-labelledby="summary-title">
<h2 class="panel-title" id="summary-title">Summary</h2>
<div class="panel-part">${totalsTable(model.totals)}
${options.nextStep}</div>
${promotionForm(model.promotions, options.returnPath)}
${shippingForm(model, options.returnPath)}
</section>
</div>`;
}

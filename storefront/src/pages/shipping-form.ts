import { html, type SafeHtml } from '@remix-run/html-template';
import { submitButton } from './button.ts';
import type { CartModel } from './cart-model.ts';
import { field } from './field.ts';
import { hiddenFields } from './hidden-fields.ts';
import { selectField } from './select-field.ts';

/** Longest postal code taken: the longest in use has 10 characters, and some people add the country. */
const POSTAL_CODE_MAX = 16;

/** What the form needs of a cart. */
export type ShippingFormModel = Pick<CartModel, 'shipping' | 'shippingMethods' | 'countries'>;

/**
 * Method, country and postal code: enough to say what shipping costs, and no address yet.
 *
 * @param returnPath Local path to come back to after a change.
 */
export function shippingForm(model: ShippingFormModel, returnPath: string): SafeHtml {
  const { shipping, shippingMethods, countries } = model;
  return html`<section class="panel-part" aria-labelledby="shipping-title">
<h3 class="panel-subtitle" id="shipping-title">Shipping</h3>
<form class="shipping-form" method="post" action="/api/shipping">
${hiddenFields({ return: returnPath })}
${selectField({
  id: 'shipping-method',
  name: 'method',
  label: 'Method',
  choices: shippingMethods.map(({ id, name }) => ({ value: id, label: name })),
  ...(shipping && { chosen: shipping.method }),
})}
${selectField({
  id: 'shipping-country',
  name: 'country',
  label: 'Country',
  autocomplete: 'shipping country',
  choices: countries.map(({ code, name }) => ({ value: code, label: name })),
  ...(shipping && { chosen: shipping.country }),
})}
${field({
  id: 'shipping-postal-code',
  name: 'postalCode',
  label: 'Postal code (optional)',
  autocomplete: 'shipping postal-code',
  maxLength: POSTAL_CODE_MAX,
  value: shipping?.postalCode ?? '',
})}
${submitButton({ label: shipping ? 'Update shipping' : 'Estimate shipping', look: 'quiet' })}
</form>
</section>`;
}

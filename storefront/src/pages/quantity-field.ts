import { html, type SafeHtml } from '@remix-run/html-template';
import { icon } from './icon.ts';

/** Most pieces of one line (design §3). */
export const QUANTITY_MAX = 9_999;

/** A number of pieces to enter. */
export interface QuantityFieldOptions {
  /** Unique in the page. */
  readonly id: string;
  /** What is counted, e.g. “Quantity of Mug”. */
  readonly label: string;
  /** Whether the label is seen or only heard. Default: seen. */
  readonly labelHidden?: boolean;
  /** Number of pieces shown at first. */
  readonly value: number;
  /** 1 for adding, 0 where zero removes. */
  readonly min: 0 | 1;
}

/**
 * A number field with a step down and a step up; the steps appear with the script alone.
 *
 * Autofill is off, or a browser would restore an old number over the cart's when a page reloads.
 */
export function quantityField(options: QuantityFieldOptions): SafeHtml {
  const { id, label, value, min } = options;
  return html`<div class="field quantity-field">
<label for="${id}"${options.labelHidden ? html` class="visually-hidden"` : null}>${label}</label>
<div class="quantity" data-quantity>
${step(-1, `One fewer. ${label}`)}
<input class="input quantity-input" id="${id}" type="number" name="quantity" value="${value}" min="${min}" max="${QUANTITY_MAX}" step="1" required inputmode="numeric" autocomplete="off">
${step(1, `One more. ${label}`)}
</div>
</div>`;
}

function step(by: 1 | -1, label: string): SafeHtml {
  return html`<button class="quantity-step" type="button" data-step="${by}" aria-label="${label}" hidden>${icon(by === 1 ? 'plus' : 'minus')}</button>`;
}

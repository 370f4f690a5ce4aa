import { attributes, html, type SafeHtml } from '@domain-bridge/storefront/pages';

/** Something to agree to, or not. */
export interface CheckboxOptions {
  /** Unique in the page; the hint derives its id from it. */
  readonly id: string;
  /** Sent as `yes` when ticked, and not at all otherwise. */
  readonly name: string;
  readonly label: string;
  /** One sentence below the label. */
  readonly hint?: string;
  /** Whether the browser insists on the tick. Default: no. */
  readonly required?: boolean;
  /** Whether it is ticked at first. Default: no. */
  readonly checked?: boolean;
}

/** A box to tick, with its label beside it. */
export function checkboxField(options: CheckboxOptions): SafeHtml {
  const { id, name, hint, required, checked } = options;
  const described = hint === undefined ? undefined : `${id}-hint`;
  return html`<div class="checkbox">
<input type="checkbox" value="yes"${attributes({ id, name, required, checked, 'aria-describedby': described })}>
<div><label for="${id}">${options.label}</label>
${hint === undefined ? null : html`<p class="field-hint" id="${id}-hint">${hint}</p>`}</div>
</div>`;
}

import { html, type SafeHtml } from '@remix-run/html-template';
import { attributes } from './attributes.ts';

/** A labelled text control. */
export interface FieldOptions {
  /** Unique in the page; hint and error derive their ids from it. */
  readonly id: string;
  /** Name of the form field. */
  readonly name: string;
  /** Visible label. */
  readonly label: string;
  /** Default: `text`. */
  readonly type?: 'text' | 'email' | 'password';
  /** Default: empty. Never used for a password: those are not sent back. */
  readonly value?: string;
  /** Autofill token of the HTML standard, e.g. `username`. */
  readonly autocomplete?: string;
  /** One sentence below the control. */
  readonly hint?: string | SafeHtml;
  /** What is wrong with the value; ties itself to the control for screen readers. */
  readonly error?: string;
  /** Whether the browser insists on a value. Default: no. */
  readonly required?: boolean;
  /** Longest accepted value in UTF-16 units. Default: no limit. */
  readonly maxLength?: number;
  /** Drawn inside the field's frame, after the control. */
  readonly addition?: SafeHtml;
}

/** A text control with its label, hint and error text. */
export function field(options: FieldOptions): SafeHtml {
  const { id, hint, error } = options;
  return html`<div class="field">
<label for="${id}">${options.label}</label>
<div class="field-frame">${control(options)}${options.addition}</div>
${error === undefined ? null : html`<p class="field-error" id="${id}-error">${error}</p>`}
${hint === undefined ? null : html`<div class="field-hint" id="${id}-hint">${hint}</div>`}
</div>`;
}

function control(options: FieldOptions): SafeHtml {
  const { id, type = 'text', error } = options;
  return html`<input class="input"${attributes({
    id,
    type,
    name: options.name,
    value: type === 'password' ? undefined : options.value,
    autocomplete: options.autocomplete,
    required: options.required,
    maxlength: options.maxLength,
    spellcheck: type === 'text' ? undefined : 'false',
    autocapitalize: type === 'text' ? undefined : 'none',
    'aria-invalid': error === undefined ? undefined : 'true',
    'aria-describedby': describedBy(options),
  })}>`;
}

function describedBy({ id, hint, error }: FieldOptions): string | undefined {
  const ids = [
    error === undefined ? null : `${id}-error`,
    hint === undefined ? null : `${id}-hint`,
  ].filter((each) => each !== null);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

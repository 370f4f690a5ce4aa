import { html, type SafeHtml } from '@remix-run/html-template';
import { attributes } from './attributes.ts';

/** One entry of a list to choose from. */
export interface Choice {
  /** What is sent. */
  readonly value: string;
  /** What is read. */
  readonly label: string;
}

/** A labelled list to choose from. */
export interface SelectFieldOptions {
  /** Unique in the page. */
  readonly id: string;
  /** Name of the form field. */
  readonly name: string;
  /** Visible label. */
  readonly label: string;
  /** What can be chosen, in this order. */
  readonly choices: readonly Choice[];
  /** Value chosen at first. Default, also for an unknown value: the first entry. */
  readonly chosen?: string;
  /** Autofill token of the HTML standard. Default: none. */
  readonly autocomplete?: string;
}

/** A drop-down list with its label. */
export function selectField(options: SelectFieldOptions): SafeHtml {
  const { id, name, autocomplete } = options;
  return html`<div class="field">
<label for="${id}">${options.label}</label>
<div class="select-frame"><select class="input"${attributes({ id, name, autocomplete })}>
${options.choices.map((choice) => option(choice, choice.value === options.chosen))}
</select></div>
</div>`;
}

function option(choice: Choice, selected: boolean): SafeHtml {
  return html`<option${attributes({ value: choice.value, selected })}>${choice.label}</option>`;
}

import { html, type SafeHtml } from '@remix-run/html-template';
import { optionLabel } from './line-options.ts';
import { selectField } from './select-field.ts';

/** A property of a product that the shopper chooses, e.g. its size. */
export interface OptionView {
  /** What is chosen, e.g. `Size`; also the label. */
  readonly name: string;
  /** At least one; the first is the one taken when nothing is chosen. */
  readonly values: readonly string[];
}

/** A drop-down list per option; the fields are called `option.<name>`, as the cart API reads them. */
export function optionSelects(options: readonly OptionView[]): SafeHtml {
  return html`${options.map(optionSelect)}`;
}

function optionSelect(option: OptionView, index: number): SafeHtml {
  return selectField({
    // By position: a name may hold characters that an id may not.
    id: `option-${index}`,
    name: `option.${option.name}`,
    label: optionLabel(option.name),
    choices: option.values.map((value) => ({ value, label: value })),
  });
}

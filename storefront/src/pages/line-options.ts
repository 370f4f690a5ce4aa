import { html, type SafeHtml } from '@remix-run/html-template';
import type { ChosenOptions } from './cart-model.ts';

/** What was chosen for a line, e.g. “Size: L, Colour: Fern”; nothing if there was nothing to choose. */
export function lineOptions(options: ChosenOptions | undefined): SafeHtml | null {
  const chosen = Object.entries(options ?? {});
  if (chosen.length === 0) return null;
  const text = chosen.map(([name, value]) => `${optionLabel(name)}: ${value}`).join(', ');
  return html`<p class="line-options">${text}</p>`;
}

/** The name of an option as a label. Catalogues write it in lower case: it is a key before it is a label. */
export function optionLabel(name: string): string {
  const [first = '', ...rest] = name;
  return [first.toLocaleUpperCase('en'), ...rest].join('');
}

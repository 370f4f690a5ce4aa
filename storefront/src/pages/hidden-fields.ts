import { html, type SafeHtml } from '@remix-run/html-template';

/** The fields of a form that the shopper does not fill in, values escaped. */
export function hiddenFields(values: Readonly<Record<string, string>>): SafeHtml {
  return html`${Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}`;
}

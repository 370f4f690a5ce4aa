import { field, html, type SafeHtml } from '@domain-bridge/storefront/pages';

/** A field for a password. */
export interface PasswordFieldOptions {
  /** Unique in the page. */
  readonly id: string;
  /** As the API reads it. */
  readonly name: string;
  readonly label: string;
  /** Tells a password manager whether to fill in or to suggest. */
  readonly autocomplete: 'current-password' | 'new-password';
  /** What makes a good password; shown below the field. */
  readonly hint?: SafeHtml;
  /** What is wrong with it. */
  readonly error?: string;
}

/** A password with a button that shows it. It is never sent back. */
export function passwordField(options: PasswordFieldOptions): SafeHtml {
  const { id, label } = options;
  return field({ ...options, type: 'password', required: true, addition: revealButton(id, label) });
}

/** What a new password must be, one sentence each. */
export function ruleList(rules: readonly string[]): SafeHtml {
  return html`<ul class="rules">${rules.map((rule) => html`<li>${rule}</li>`)}</ul>`;
}

/** Shows the password, or hides it again. It appears with the script alone: without, it does nothing. */
function revealButton(id: string, label: string): SafeHtml {
  return html`<button class="reveal" type="button" data-reveal="${id}" hidden><span>Show</span><span class="visually-hidden"> ${label.toLowerCase()}</span></button>`;
}

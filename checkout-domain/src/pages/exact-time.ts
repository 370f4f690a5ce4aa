import { html, type SafeHtml } from '@domain-bridge/storefront/pages';

// UTC and said so, as on all pages.
const format = new Intl.DateTimeFormat('en-IE', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});

/** A moment to the second, e.g. “20 Nov 2026, 16:31:05 UTC”. @param milliseconds Epoch milliseconds. */
export function secondOf(milliseconds: number): SafeHtml {
  const date = new Date(milliseconds);
  return html`<time datetime="${date.toISOString()}">${format.format(date)} UTC</time>`;
}

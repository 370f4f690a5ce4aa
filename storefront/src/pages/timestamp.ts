import { html, type SafeHtml } from '@remix-run/html-template';

// UTC and said so: a server-rendered page does not know the shopper's zone.
const dayFormat = new Intl.DateTimeFormat('en-IE', { dateStyle: 'long', timeZone: 'UTC' });
const minuteFormat = new Intl.DateTimeFormat('en-IE', { timeStyle: 'short', timeZone: 'UTC' });

/** A day, e.g. “20 November 2026”. @param seconds Epoch seconds. */
export function dayOf(seconds: number): SafeHtml {
  const date = new Date(seconds * 1000);
  return html`<time datetime="${date.toISOString()}">${dayFormat.format(date)}</time>`;
}

/** A day with its minute, e.g. “20 November 2026, 16:31 UTC”. @param seconds Epoch seconds. */
export function momentOf(seconds: number): SafeHtml {
  const date = new Date(seconds * 1000);
  const text = `${dayFormat.format(date)}, ${minuteFormat.format(date)} UTC`;
  return html`<time datetime="${date.toISOString()}">${text}</time>`;
}

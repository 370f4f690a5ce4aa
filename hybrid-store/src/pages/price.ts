import { html, type SafeHtml } from '@domain-bridge/storefront/pages';

const formats = new Map<string, Intl.NumberFormat>();

/** An amount in minor units, as controller pages write it, e.g. `$36.00`: one shop has one way to write prices. */
export function price(cents: number, currency: string): SafeHtml {
  return html`<span class="price">${formatOf(currency).format(cents / 100)}</span>`;
}

/** Formats are costly to make and hold no state, so one per currency is kept. */
function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  formats.set(currency, format);
  return format;
}

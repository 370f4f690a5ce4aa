import { html, type SafeHtml } from '@domain-bridge/storefront/pages';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const words = new Intl.RelativeTimeFormat('en-IE', { numeric: 'auto' });

/**
 * How long ago something was, e.g. “5 minutes ago”: unlike a time of day it needs no zone.
 *
 * @param seconds Epoch seconds.
 * @param now Epoch seconds.
 */
export function agoOf(seconds: number, now: number): SafeHtml {
  const date = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${date}">${agoText(Math.max(0, now - seconds))}</time>`;
}

function agoText(age: number): string {
  if (age < 2 * MINUTE) return 'just now';
  if (age < HOUR) return words.format(-Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return words.format(-Math.floor(age / HOUR), 'hour');
  return words.format(-Math.floor(age / DAY), 'day');
}

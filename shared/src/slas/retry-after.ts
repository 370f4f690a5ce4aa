import { HOUR } from '../core/duration.ts';

/** The longest that is believed: beyond it a shopper has left, and a typing error of the service would stay for ever. */
const MAX_RETRY_AFTER_SECONDS: number = HOUR;
const SECONDS = /^\d{1,10}$/;
/** The one form of an HTTP date that is still sent (RFC 9110 §5.6.7). */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
 *
 * @param now Epoch seconds.
 * @returns Seconds, 0 to one hour; undefined where there is nothing to be read.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const seconds = SECONDS.test(text) ? Number(text) : secondsUntil(text, now);
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER_SECONDS);
}

function secondsUntil(date: string, now: number): number {
  return IMF_FIXDATE.test(date) ? Math.floor(Date.parse(date) / 1000) - now : Number.NaN;
}

/** How long an answer waits at most, whatever is asked. */
const MAX_WAIT_SECONDS = 10;
/** One preference: a token, and its value as a token or quoted (RFC 7240 §2); parameters are passed over. */
const WAIT = /^wait\s*=\s*(?:(\d{1,9})|"(\d{1,9})")\s*(?:;|$)/i;

/**
 * How many seconds to wait for peers, out of a `Prefer` header: `wait=N` (RFC 7240 §4.3). More than 10 become 10,
 * since whoever is ready to wait longer takes an earlier answer too.
 *
 * @returns Null where there is no such preference, or one that cannot be read: then it does not count (§2).
 */
export function readWait(header: string | undefined): number | null {
  const preferences = (header ?? '').split(',').map((preference) => preference.trim());
  // The first one counts (§2).
  const first = preferences.find((preference) => /^wait\b/i.test(preference));
  const [, token, quoted] = WAIT.exec(first ?? '') ?? [];
  const seconds = token ?? quoted;
  return seconds === undefined ? null : Math.min(Number(seconds), MAX_WAIT_SECONDS);
}

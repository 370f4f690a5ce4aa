const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Pauses after the first, second … failed attempt; the last one from then on (RFC 5321 §4.5.4.1). */
const PAUSE_SECONDS: readonly number[] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR];
/** RFC 5321 §4.5.4.1 tries for four to five days. */
export const GIVE_UP_SECONDS: number = 5 * DAY;

/**
 * When to try again what has failed.
 *
 * @param attempts Failed ones so far, at least 1.
 * @param queuedAt Epoch seconds, as is `now`.
 * @returns Epoch seconds, or null to give up.
 */
export function nextAttempt(attempts: number, queuedAt: number, now: number): number | null {
  const pause = PAUSE_SECONDS[Math.min(attempts, PAUSE_SECONDS.length) - 1] ?? MINUTE;
  return now + pause - queuedAt > GIVE_UP_SECONDS ? null : now + pause;
}

import { HOUR, MINUTE, SECOND } from '../core/duration.ts';
import type { Random } from '../core/random.ts';

/** Longest wait between two attempts to push, unless the receiver asks for more. */
const MAX_PUSH_SECONDS: number = 5 * MINUTE;
/** Longest wait that a receiver may ask for. */
export const MAX_RETRY_AFTER_SECONDS: number = HOUR;

const FIRST_POLL_MILLISECONDS = 250;
const MAX_POLL_MILLISECONDS = 5_000;

/** How fast the waits grow, by what has failed. */
export type PushPace =
  /** Network, overload, a server that starts anew: it may be over at any moment. */
  | 'soon'
  /** The receiver does not know the key yet; it reads the keys again at most every few seconds. */
  | 'key'
  /** Somebody has to set something right. */
  | 'slow';

const PUSH_STEPS: Readonly<Record<PushPace, readonly number[]>> = {
  soon: [1 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE],
  key: [5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND, 80 * SECOND],
  slow: [MINUTE, 2 * MINUTE],
};

/**
 * Seconds to wait after so many failed pushes in a row, at least one. Behind the steps anything from the last
 * of them up to five minutes, so that receivers that come back together are not called together.
 */
export function pushDelaySeconds(pace: PushPace, failures: number, random: Random): number {
  const steps = PUSH_STEPS[pace];
  const last = steps.at(-1) ?? 0;
  return steps[failures - 1] ?? last + (MAX_PUSH_SECONDS - last) * fraction(random);
}

/** Milliseconds to wait after so many failed polls in a row, at least one: 250 ms, doubled up to 5 s, up to half of it less. */
export function pollDelayMilliseconds(failures: number, random: Random): number {
  const delay = Math.min(FIRST_POLL_MILLISECONDS * 2 ** (failures - 1), MAX_POLL_MILLISECONDS);
  return delay * (1 - fraction(random) / 2);
}

/** A number from 0 up to but not including 1. */
function fraction(random: Random): number {
  const [a = 0, b = 0, c = 0, d = 0] = random(4);
  return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32;
}

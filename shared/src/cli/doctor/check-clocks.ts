import { type Finding, fail, ok, warn } from './finding.ts';

/** What hand-offs take (docs/protocol.md): beyond it they are refused. */
const SKEW_SECONDS = 15;
/** Whole seconds are told, and answers take their time: less than this says nothing. */
const NOISE_SECONDS = 3;

/**
 * Checks the clocks of the two servers against each other.
 *
 * @param shopping By how many seconds it is ahead of ours; null where it is not known.
 * @param checkout The same.
 */
export function checkClocks(shopping: number | null, checkout: number | null): Finding {
  if (shopping === null || checkout === null) {
    const advice = 'Both servers have to be up, and tell the time in a Date header.';
    return warn('clocks', 'the clocks could not be compared', advice);
  }
  const seconds = Math.round(Math.abs(shopping - checkout));
  const message = `the clocks of the two servers differ by some ${seconds} s`;
  const advice = `Set them by NTP: hand-offs take ${SKEW_SECONDS} s, and no more.`;
  if (seconds > SKEW_SECONDS) return fail('clocks', message, advice);
  return seconds > NOISE_SECONDS
    ? warn('clocks', message, advice)
    : ok('clocks', 'the clocks agree');
}

import { describe, expect, it } from '@jest/globals';
import { GIVE_UP_SECONDS, nextAttempt } from './mail-backoff.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

describe('nextAttempt', () => {
  it.each([
    [1, MINUTE],
    [2, 5 * MINUTE],
    [3, 30 * MINUTE],
    [4, 2 * HOUR],
    [5, 6 * HOUR],
    [50, 6 * HOUR],
  ])('waits after failure %i for %i s', (attempts, pause) => {
    expect(nextAttempt(attempts, 1_000, 1_000)).toBe(1_000 + pause);
  });

  it('gives up after five days', () => {
    expect(nextAttempt(9, 0, GIVE_UP_SECONDS - 6 * HOUR)).toBe(GIVE_UP_SECONDS);
    expect(nextAttempt(9, 0, GIVE_UP_SECONDS - 6 * HOUR + 1)).toBeNull();
  });
});

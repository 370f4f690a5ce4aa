import { describe, expect, it } from '@jest/globals';
import { parseRetryAfter } from './retry-after.ts';

const NOW = Date.UTC(2040, 0, 1) / 1000;

describe('Retry-After', () => {
  it.each([
    ['5', 5],
    [' 7 ', 7],
    ['0', 0],
    ['999999999', 3600],
    ['Sun, 01 Jan 2040 00:00:30 GMT', 30],
    ['Sun, 01 Jan 2040 09:00:00 GMT', 3600],
    ['Sat, 31 Dec 2039 23:59:00 GMT', 0],
  ])('is read as seconds or a date, for an hour at most: %s', (header, seconds) => {
    expect(parseRetryAfter(header, NOW)).toBe(seconds);
  });

  it.each([
    null,
    '',
    '-5',
    '5.5',
    '5 seconds',
    '20400000000',
    'tomorrow',
    'Xxx, 99 Xxx 2040 00:00:00 GMT',
  ])('is not made up where there is none: %j', (header) => {
    expect(parseRetryAfter(header, NOW)).toBeUndefined();
  });
});

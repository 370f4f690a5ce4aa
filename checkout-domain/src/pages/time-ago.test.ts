import { describe, expect, it } from '@jest/globals';
import { agoOf } from './time-ago.ts';

const now = 1_795_190_400;

describe('agoOf', () => {
  it.each([
    [-5, 'just now'],
    [0, 'just now'],
    [119, 'just now'],
    [120, '2 minutes ago'],
    [3_599, '59 minutes ago'],
    [3_600, '1 hour ago'],
    [86_399, '23 hours ago'],
    [86_400, 'yesterday'],
    [30 * 86_400, '30 days ago'],
  ])('puts %i seconds into words', (age, words) => {
    expect(String(agoOf(now - age, now))).toContain(`>${words}</time>`);
  });

  it('keeps the exact time for programs', () => {
    expect(String(agoOf(now, now))).toContain('datetime="2026-11-20T16:00:00.000Z"');
  });
});

import { describe, expect, it } from '@jest/globals';
import { secondOf } from './exact-time.ts';

const now = 1_795_190_400;

describe('secondOf', () => {
  it('shows a moment to the second, and in which zone', () => {
    expect(String(secondOf(now * 1000 + 5_999))).toContain('>20 Nov 2026, 16:00:05 UTC</time>');
  });
});

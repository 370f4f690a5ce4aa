import { describe, expect, it } from '@jest/globals';
import { assert, integer, maxSafeInteger, property } from 'fast-check';
import { percentOf } from './percentage.ts';

const anyAmount = maxSafeInteger().map(Math.abs);
const anyPercent = integer({ min: 0, max: 100 });

describe('percentOf', () => {
  it.each([
    [1_005, 10, 101],
    [1_004, 10, 100],
    [1, 50, 1],
    [49, 1, 0],
    [50, 1, 1],
    [999, 0, 0],
    [999, 100, 999],
  ])('rounds half up: of %i, %i percent are %i', (amount, percent, expected) => {
    expect(percentOf(amount, percent)).toBe(expected);
  });

  it('agrees with exact arithmetic for every safe integer', () => {
    assert(
      property(anyAmount, anyPercent, (amount, percent) => {
        const exact = (BigInt(amount) * BigInt(percent) + 50n) / 100n;
        expect(BigInt(percentOf(amount, percent))).toBe(exact);
      }),
    );
  });

  it.each([-1, 101, 2.5])('refuses %p percent', (percent) => {
    expect(() => percentOf(100, percent)).toThrow(RangeError);
  });
});

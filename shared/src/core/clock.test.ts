import { expect, it } from '@jest/globals';
import { nowSeconds, systemClock } from './clock.ts';

it('counts whole seconds, rounded down', () => {
  expect(nowSeconds(() => 1_999)).toBe(1);
  expect(nowSeconds(() => 2_000)).toBe(2);
});

it('tells the machine’s time in milliseconds', () => {
  expect(Math.abs(systemClock() - Date.now())).toBeLessThan(1_000);
});

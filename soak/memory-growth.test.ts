import { describe, expect, it } from '@jest/globals';
import { type MemorySample, memoryGrowth } from './memory-growth.ts';
import { SeededChoice } from './seeded-choice.ts';

const MIB = 1024 * 1024;
const SECONDS = 240;

/** A sawtooth of collections on a noisy floor that grows. */
function sawtooth(bytesPerSecond: number): MemorySample[] {
  const choice = new SeededChoice('sawtooth');
  return Array.from({ length: SECONDS }, (_, seconds) => {
    const tooth = (seconds % 7) * 3 * MIB;
    const noise = choice.share() * MIB;
    return { seconds, bytes: 100 * MIB + seconds * bytesPerSecond + tooth + noise };
  });
}

describe('the growth of memory', () => {
  it('is none where a heap rises and is collected again and again', () => {
    const { bytesPerSecond, atLeastPerSecond } = memoryGrowth(sawtooth(0));
    expect(Math.abs(bytesPerSecond) * 300).toBeLessThan(MIB);
    expect(atLeastPerSecond).toBeLessThanOrEqual(0);
  });

  it('is found below a sawtooth far higher than it', () => {
    const { bytesPerSecond, atLeastPerSecond } = memoryGrowth(sawtooth(20_000));
    expect(bytesPerSecond).toBeGreaterThan(18_000);
    expect(bytesPerSecond).toBeLessThan(22_000);
    expect(atLeastPerSecond * 300).toBeGreaterThan(4 * MIB);
  });

  it('is less certain than it looks on few samples', () => {
    const few = sawtooth(20_000).filter(({ seconds }) => seconds < 40);
    const { bytesPerSecond, atLeastPerSecond } = memoryGrowth(few);
    expect(atLeastPerSecond).toBeLessThan(bytesPerSecond);
  });

  it('is not told of two windows', () => {
    const two = sawtooth(0).filter(({ seconds }) => seconds < 20);
    expect(() => memoryGrowth(two)).toThrow(RangeError);
  });
});

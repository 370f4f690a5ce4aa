import { describe, expect, it } from '@jest/globals';
import { createPooledRandom, systemRandom } from './random.ts';

/** Fills with 0, 1, 2 …, going on where it stopped. */
function countingFill() {
  let next = 0;
  return (bytes: Uint8Array): void => {
    bytes.forEach((_, i) => {
      bytes[i] = next++ % 251;
    });
  };
}

describe('pooled random bytes', () => {
  it('go to one caller each, over the end of a pool as well', () => {
    const random = createPooledRandom(countingFill());
    const bytes: number[] = [];
    for (let i = 0; i < 1_000; i++) bytes.push(...random(16));
    expect(bytes).toEqual(Array.from({ length: 16_000 }, (_, i) => i % 251));
  });

  it('are not kept once they are handed out', () => {
    let pool = new Uint8Array();
    const random = createPooledRandom((bytes) => {
      pool = bytes.fill(7) as typeof pool;
    });
    const mine = random(16);
    expect([...pool.subarray(0, 17)]).toEqual([...new Array(16).fill(0), 7]);
    mine.fill(1);
    expect(pool[0]).toBe(0);
  });

  it('come in any number', () => {
    const random = createPooledRandom(countingFill());
    for (const length of [0, 1, 4_096, 10_000]) expect(random(length)).toHaveLength(length);
    expect([...random(2)]).not.toEqual([0, 0]);
  });

  it('of the system differ from each other', () => {
    const drawn = Array.from({ length: 2_000 }, () =>
      Buffer.from(systemRandom(16)).toString('hex'),
    );
    expect(new Set(drawn).size).toBe(2_000);
  });
});

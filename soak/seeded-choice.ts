import { createSeededRandom } from '../test/support/seeded-random.ts';

/** Choices that are the same in every run with the same seed, as long as the same questions are asked. */
export class SeededChoice {
  readonly #random: ReturnType<typeof createSeededRandom>;

  constructor(seed: string) {
    this.#random = createSeededRandom(seed);
  }

  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number {
    return Math.floor(this.share() * limit);
  }

  /** A number from 0 up to, and without, 1. */
  share(): number {
    return Buffer.from(this.#random(4)).readUInt32BE() / 2 ** 32;
  }

  /** True in that share of all cases. */
  happens(probability: number): boolean {
    return this.share() < probability;
  }

  /** One of them; undefined of none. */
  of<Value>(all: readonly Value[]): Value | undefined {
    return all[this.below(all.length)];
  }
}

import { afterEach, beforeEach } from '@jest/globals';
import { type PairOptions, type StorePair, startStorePair } from './store-pair.ts';

/** Gives every test of the surrounding block a fresh store pair; call the answer to get at it. */
export function eachStorePair(special: PairOptions = {}): () => StorePair {
  let pair: StorePair | undefined;
  beforeEach(async () => {
    pair = await startStorePair(special);
  });
  afterEach(() => pair?.close());
  return () => {
    if (!pair) throw new Error('a store pair exists within a test only');
    return pair;
  };
}

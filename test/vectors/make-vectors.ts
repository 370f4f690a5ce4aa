import { mergeVectors } from './merge-vectors.ts';
import { stateVectors } from './state-vectors.ts';
import { tokenVectors } from './token-vectors.ts';
import type { Vectors } from './vector.ts';

/** Makes all vectors anew: fixed keys, nonces and clock, so that they come out the same. */
export function makeVectors(): Vectors {
  return {
    comment: 'Domain Bridge hand-off, version 1. test/vectors/README.md tells of every field.',
    states: stateVectors(),
    merges: mergeVectors(),
    tokens: tokenVectors(),
  };
}

import { writeFileSync } from 'node:fs';
import { makeVectors } from '../test/vectors/make-vectors.ts';
import { VECTORS_FILE } from '../test/vectors/vector.ts';

/** Writes test/vectors/handoff-v1.json. Only what is new may change in it: others build on what is there. */
writeFileSync(VECTORS_FILE, `${JSON.stringify(makeVectors(), null, 2)}\n`);

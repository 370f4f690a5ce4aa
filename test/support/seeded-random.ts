import { createHash } from 'node:crypto';
import type { Random } from '../../shared/src/core/random.ts';

/** Bytes that look random, never repeat and are the same in every run with this seed. */
export function createSeededRandom(seed = 'seed'): Random {
  let count = 0;
  return (length) => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(createHash('sha256').update(`${seed}\n${count++}`).digest());
    }
    return Uint8Array.from(Buffer.concat(blocks).subarray(0, length));
  };
}

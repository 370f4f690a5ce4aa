import { parseOptions } from '@node-rs/argon2';

/** What a hash costs. */
export interface HashCost {
  /** `m`, in KiB. */
  readonly memoryKib: number;
  /** `t`, passes over the memory. */
  readonly passes: number;
  /** `p`, lanes. */
  readonly lanes: number;
}

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane. */
export const OWASP_COST: HashCost = { memoryKib: 19_456, passes: 2, lanes: 1 };

/** `Algorithm.Argon2id`; the package declares an ambient const enum, which single-file compilers cannot read. */
const ARGON2ID = 2;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** Whether `hash` is an Argon2 PHC string, of whatever cost. */
export function isArgon2Hash(hash: string): boolean {
  return parseCost(hash) !== null;
}

/** Whether `hash` was made as hashes are made today: Argon2id of exactly this cost, full salt and tag. */
export function hasCost(hash: string, cost: HashCost): boolean {
  const found = parseCost(hash);
  return (
    found !== null &&
    found.algorithm === ARGON2ID &&
    found.memoryCost === cost.memoryKib &&
    found.timeCost === cost.passes &&
    found.parallelism === cost.lanes &&
    found.saltLen >= SALT_BYTES &&
    found.outputLen >= TAG_BYTES
  );
}

/**
 * A hash that no password has: right in shape and cost, with a random tag. Verifying against it takes
 * what a real hash takes, and its preimage is unknown to us as well.
 */
export function createDummyHash(cost: HashCost, random: (length: number) => Uint8Array): string {
  const [salt, tag] = [random(SALT_BYTES), random(TAG_BYTES)].map(encodeBase64);
  return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${salt}$${tag}`;
}

function parseCost(hash: string): ReturnType<typeof parseOptions> | null {
  try {
    return parseOptions(hash);
  } catch {
    return null;
  }
}

/** Base64 without padding, as PHC strings have it. */
function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

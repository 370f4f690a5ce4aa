import { hkdfSync, randomBytes } from 'node:crypto';
import { xchacha20 } from '@noble/ciphers/chacha.js';
import type { RootKey } from 'domain-bridge/handoff';

/** The prime of Poly1305 (RFC 8439 §2.5). */
const P = (1n << 130n) - 5n;
const BLOCK = 16;
const HIGH = 1n << 128n;
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn;
/** Four blocks: two to solve for, one at will, one that ends in the mark of the padding under both keys. */
const CIPHERTEXT_BYTES = 4 * BLOCK;
const MARK = 0x80;

/** One key, as the reader would use it. */
interface Candidate {
  readonly key: Uint8Array;
  readonly associated: Uint8Array;
  readonly header: Uint8Array;
}

/**
 * One nonce, ciphertext and tag that is genuine under two keys at once (eprint 2019/016, 2020/1491): Poly1305 commits
 * to no key, so two blocks of ciphertext can be solved for.
 *
 * @returns The same body behind the header of each key, and behind one of the caller's.
 */
export function forgeForBoth(keys: readonly [RootKey, RootKey], labels: readonly string[]) {
  const info = ['domain-bridge', ...labels].join('\n');
  const [a, b] = [candidate(keys[0], info), candidate(keys[1], info)];
  for (;;) {
    const nonce = randomBytes(24);
    // Under both keys the last byte has to become the mark of the padding.
    if (lastByte(a.key, nonce) !== lastByte(b.key, nonce)) continue;
    const body = solve(a, b, nonce);
    if (!body) continue;
    const behind = (header: Uint8Array) =>
      Buffer.concat([header, nonce, body]).toString('base64url');
    return {
      asFirst: behind(a.header),
      asSecond: behind(b.header),
      as: (kid: string) => behind(headerOf(kid)),
    };
  }
}

function candidate({ kid, secret }: RootKey, info: string): Candidate {
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, 32));
  const header = headerOf(kid);
  return { key, header, associated: Buffer.concat([header, Buffer.from(info)]) };
}

function headerOf(kid: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(1, kid.length), Buffer.from(kid)]);
}

function lastByte(key: Uint8Array, nonce: Uint8Array): number {
  return xchacha20(key, nonce, new Uint8Array(CIPHERTEXT_BYTES), undefined, 1).at(-1) ?? 0;
}

/** Ciphertext and tag, or null where this nonce has no solution in whole blocks. */
function solve(a: Candidate, b: Candidate, nonce: Uint8Array): Uint8Array | null {
  const end = randomBytes(2 * BLOCK);
  end[end.length - 1] = lastByte(a.key, nonce) ^ MARK;
  const tag = number(randomBytes(BLOCK));
  const [first, second] = [equation(a, nonce, end, tag), equation(b, nonce, end, tag)];
  const determinant = mod(first.x * second.y - second.x * first.y);
  const inverse = power(determinant, P - 2n);
  const x = mod((first.sum * second.y - second.sum * first.y) * inverse) - HIGH;
  const y = mod((first.x * second.sum - second.x * first.sum) * inverse) - HIGH;
  const isBlock = (value: bigint): boolean => value >= 0n && value < HIGH;
  return isBlock(x) && isBlock(y) ? Buffer.concat([bytes(x), bytes(y), end, bytes(tag)]) : null;
}

/** What the two unknown blocks have to add up to, for `tag` to be right under one key: x·X + y·Y = sum. */
function equation({ key, associated }: Candidate, nonce: Uint8Array, end: Uint8Array, tag: bigint) {
  const oneTime = xchacha20(key, nonce, new Uint8Array(32));
  const r = number(oneTime.subarray(0, BLOCK)) & CLAMP;
  const s = number(oneTime.subarray(BLOCK));
  const before = blocksOf(associated);
  const lengths = new Uint8Array(BLOCK);
  new DataView(lengths.buffer).setBigUint64(0, BigInt(associated.length), true);
  new DataView(lengths.buffer).setBigUint64(8, BigInt(CIPHERTEXT_BYTES), true);
  const blocks = [...before, 0n, 0n, ...blocksOf(end), ...blocksOf(lengths)];
  const known = blocks.reduce((sum, block) => mod((sum + block) * r), 0n);
  const after = BigInt(blocks.length - before.length);
  const wanted = mod(tag - s + (tag < s ? HIGH : 0n));
  return { x: power(r, after), y: power(r, after - 1n), sum: mod(wanted - known) };
}

/** Blocks as Poly1305 reads them here: padded with zeros to 16 bytes, a one above each. */
function blocksOf(data: Uint8Array): readonly bigint[] {
  const padded = Buffer.alloc(Math.ceil(data.length / BLOCK) * BLOCK);
  padded.set(data);
  const starts = Array.from({ length: padded.length / BLOCK }, (_, i) => i * BLOCK);
  return starts.map((at) => number(padded.subarray(at, at + BLOCK)) + HIGH);
}

function number(little: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(little).reverse().toString('hex')}`);
}

function bytes(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(2 * BLOCK, '0'), 'hex').reverse();
}

function mod(value: bigint): bigint {
  return ((value % P) + P) % P;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [b, e] = [mod(base), exponent]; e > 0n; e >>= 1n, b = mod(b * b)) {
    if (e & 1n) result = mod(result * b);
  }
  return result;
}

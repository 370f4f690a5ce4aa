import type { CartToken } from './cart-token.ts';
import type { Peer } from './peers/peer.ts';

/** Lengths of tokens, in characters. */
export interface Lengths {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Share of them within 2,000 characters, 0 to 1. */
  readonly inline2000: number;
}

const INLINE_CHARACTERS = 2_000;

/** How long the tokens of one peer get. */
export async function measureLengths(peer: Peer, tokens: Iterable<CartToken>): Promise<Lengths> {
  const lengths: number[] = [];
  for (const token of tokens) lengths.push((await peer.seal(token)).length);
  lengths.sort((a, b) => a - b);
  const at = (share: number): number =>
    lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))] ?? Number.NaN;
  const inline = lengths.filter((length) => length <= INLINE_CHARACTERS).length;
  return { p50: at(0.5), p99: at(0.99), max: at(1), inline2000: inline / lengths.length };
}

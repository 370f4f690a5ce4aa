import type { CartToken } from '../cart-token.ts';

/** A way to seal a hand-off into text and to get it back out of it. */
export interface Peer {
  /** Text that may stand in a URL. */
  seal(token: CartToken): string | Promise<string>;
  /** What was sealed; throws, or rejects, where the text does not open. */
  open(text: string): unknown;
}

/** Everybody who is measured. */
export type PeerName = 'ours' | 'floor' | 'jose' | 'iron' | 'ironSession';

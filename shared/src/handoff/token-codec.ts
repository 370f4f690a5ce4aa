import type { Sealer } from '../crypto/sealer.ts';
import type { HandoffClaims } from './claims.ts';
import { openToken, sealToken } from './token.ts';

/** How one direction of a store spells its tokens. */
export interface TokenCodec {
  /** Spells claims as a token, of whatever length: whether a link can be that long is the caller's to see. */
  seal(claims: HandoffClaims): Promise<string>;
  /**
   * Reads a token, untrusted. The claims are authentic and of the right shape; time, browser and replay are still
   * unchecked.
   *
   * @throws {HandoffError} `ERR_HANDOFF_MALFORMED`, `_VERSION`, `_UNKNOWN_KEY` or `_NOT_AUTHENTIC`.
   */
  open(token: string): Promise<HandoffClaims>;
}

/** Tokens that nobody on the way can read. */
export function encryptedTokens(sealer: Sealer): TokenCodec {
  return {
    seal: async (claims) => sealToken(claims, sealer),
    open: async (token) => openToken(token, sealer),
  };
}

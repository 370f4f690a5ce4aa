import { encodeBase64url } from '../core/base64url.ts';
import { utf8 } from '../core/bytes.ts';
import type { Sealer } from '../crypto/sealer.ts';
import type { ShoppingState } from '../state/shopping-state.ts';
import type { HandoffClaims } from './claims.ts';
import { HandoffError } from './errors.ts';
import { openToken, sealToken } from './token.ts';

/** How tokens of one direction are spelt. */
export type TokenMode = 'encrypted' | 'signed';

/** What a token takes along of the shopper. */
export interface Passengers extends Pick<HandoffClaims, 'link' | 'mark'> {
  readonly state: ShoppingState;
}

/** How one direction of a store spells its tokens. */
export interface TokenCodec {
  readonly mode: TokenMode;
  /** What of these may travel in such tokens, and what stands in for the rest. */
  admit(passengers: Passengers): Passengers;
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

/** How every signed token begins: 33 bytes of its header make 44 letters. */
const SIGNED = encodeBase64url(utf8('{"alg":"HS256","typ":"bridge+jwt"'));

/** Tokens that nobody on the way can read. */
export function encryptedTokens(sealer: Sealer): TokenCodec {
  return {
    mode: 'encrypted',
    admit: (passengers) => passengers,
    seal: async (claims) => sealToken(claims, sealer),
    async open(token) {
      if (token.startsWith(SIGNED)) {
        throw new HandoffError(
          'ERR_HANDOFF_VERSION',
          'a signed token came, expected an encrypted one',
        );
      }
      return openToken(token, sealer);
    },
  };
}

import type { Sealer } from '../crypto/sealer.ts';
import { encodeClaims, type HandoffClaims, parseClaims } from './claims.ts';
import { MAX_TOKEN_CHARACTERS } from './constants.ts';
import { HandoffError, type HandoffErrorCode } from './errors.ts';

const CODES = {
  malformed: 'ERR_HANDOFF_MALFORMED',
  version: 'ERR_HANDOFF_VERSION',
  unknown_key: 'ERR_HANDOFF_UNKNOWN_KEY',
  not_authentic: 'ERR_HANDOFF_NOT_AUTHENTIC',
} as const satisfies Record<string, HandoffErrorCode>;

/** Seals a token, of whatever length, for the domain at the other end of `sealer`. */
export function sealToken(claims: HandoffClaims, sealer: Sealer): string {
  return sealer.seal(encodeClaims(claims));
}

/**
 * Opens a token. Its claims are authentic and of the right shape; time, browser and replay are still unchecked.
 *
 * @param token The `t` parameter, untrusted.
 * @param sealer Made for this purpose, direction and host pair, so that only tokens to us open.
 * @throws {HandoffError} `ERR_HANDOFF_MALFORMED`, `_VERSION`, `_UNKNOWN_KEY` or `_NOT_AUTHENTIC`.
 */
export function openToken(token: string, sealer: Sealer): HandoffClaims {
  // Length first: garbage costs a stranger more than it costs us.
  if (token.length === 0 || token.length > MAX_TOKEN_CHARACTERS) {
    throw new HandoffError('ERR_HANDOFF_MALFORMED', `a token of ${token.length} characters`);
  }
  const opened = sealer.open(token);
  if (!opened.ok) throw new HandoffError(CODES[opened.reason], 'the token does not open');
  return parseClaims(opened.bytes);
}

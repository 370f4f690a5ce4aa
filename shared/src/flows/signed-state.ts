import { checkTime } from '../handoff/claims.ts';
import { HandoffError } from '../handoff/errors.ts';
import { safeReturnPath } from '../handoff/return-path.ts';
import type { ShippingChoice } from '../state/shopping-state.ts';
import { type CartLine, viewCart } from '../state/view.ts';
import { readArrival } from './arrival.ts';
import type { BridgeParts } from './parts.ts';

/** What a signed token says, for a customisation that reads the parameter. */
export interface SignedState {
  readonly cart: readonly CartLine[];
  readonly promotions: readonly string[];
  /** Null until method and country are both chosen. On a plain-HTTP shop without what was typed as postal code. */
  readonly shipping: ShippingChoice | null;
  readonly locale?: string;
  readonly currency?: string;
  /** A label for logs. */
  readonly visitorId: string;
  /** Local path to which the hand-off leads, checked against this domain's list. */
  readonly returnPath: string;
  /** Epoch seconds. */
  readonly issuedAt: number;
}

/**
 * Reads a signed token that came to this domain: who signed it, for whom and when. Fetches the state if it was too
 * large to come along.
 *
 * It does **not** check that this browser asked for the token, and counts nothing: anybody who has seen the token can
 * show it here as long as it lives. So show what it says, decide nothing by it, and let `acceptHandoff` do the rest.
 *
 * @param token The `t` parameter, untrusted.
 * @throws {HandoffError} `ERR_HANDOFF_MALFORMED`, `_VERSION` (also where this direction is encrypted), `_UNKNOWN_KEY`,
 * `_NOT_AUTHENTIC`, `_EXPIRED`, `_NOT_YET_VALID` or `_NOT_FETCHED`.
 */
export async function readSignedState(parts: BridgeParts, token: string): Promise<SignedState> {
  const { incoming, clock, returnPaths } = parts;
  if (incoming.mode !== 'signed') {
    throw new HandoffError('ERR_HANDOFF_VERSION', 'tokens to this domain are encrypted');
  }
  const claims = await incoming.open(token);
  checkTime(claims, clock);
  const state = await readArrival(parts, claims);
  const { lines: cart, ...rest } = viewCart(state);
  return {
    cart,
    ...rest,
    visitorId: state.visitorId,
    returnPath: safeReturnPath(claims.returnPath, returnPaths),
    issuedAt: claims.issuedAt,
  };
}

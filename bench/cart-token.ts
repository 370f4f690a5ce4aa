import { randomBytes } from 'node:crypto';
import type { HandoffClaims } from 'domain-bridge/handoff';
import {
  addToLine,
  emptyState,
  mergeStates,
  mintActor,
  type ShoppingState,
  sequence,
  setShipping,
} from 'domain-bridge/state';
import type { Basket, BasketLine } from './baskets.ts';

/** One hand-off in the two forms in which it is sealed: what our token takes, and the same as plain JSON. */
export interface CartToken {
  readonly lines: number;
  readonly claims: Omit<HandoffClaims, 'state'>;
  readonly state: ShoppingState;
  readonly json: PlainToken;
}

/**
 * What a token says, as one would write it in JSON. The cart stands there as it shows, without the history that ours
 * carries to merge it: the others are spared that.
 */
export interface PlainToken {
  readonly jti: string;
  readonly issuedAt: number;
  readonly flow: string;
  readonly challenge: string;
  readonly returnPath: string;
  readonly link: null;
  readonly state: {
    readonly visitorId: string;
    readonly lines: readonly BasketLine[];
    readonly promotions: readonly string[];
    readonly shipping: { readonly method: string; readonly country: string };
  };
}

/** Lines that a state takes by adding, and by merging. */
const ADDED_LINES = 500;
const MERGED_LINES = 1_000;
const MOST_PIECES = 9_999;
const SHIPPING = { method: 'standard', country: 'GB' };

/** Whether a state takes the lines of a basket. */
export function isHeldByState({ lines }: Basket): boolean {
  return lines.length <= MERGED_LINES;
}

/** Puts a basket that a state takes into a token. Pieces over 9,999 stay away. */
export function makeCartToken(basket: Basket): CartToken {
  const lines = basket.lines.map(({ sku, quantity }) => ({
    sku,
    quantity: Math.min(quantity, MOST_PIECES),
  }));
  const state = stateOf(lines);
  const challenge = randomBytes(32);
  const claims = {
    jti: randomBytes(16).toString('base64url'),
    issuedAt: Math.floor(Date.now() / 1000),
    flow: randomBytes(12).toString('base64url'),
    challenge,
    returnPath: '/checkout',
    link: null,
  };
  const cart = { visitorId: state.visitorId, lines, promotions: [], shipping: SHIPPING };
  const json = { ...claims, challenge: challenge.toString('base64url'), state: cart };
  return { lines: lines.length, claims, state, json };
}

/** Filled by one actor; what goes beyond 500 lines comes from a second one, by a merge. */
function stateOf(lines: readonly BasketLine[]): ShoppingState {
  const fill = (some: readonly BasketLine[]): ShoppingState => {
    const adds = some.map(({ sku, quantity }) => addToLine({ sku }, quantity));
    return sequence(...adds, setShipping(SHIPPING))(
      emptyState(randomBytes),
      mintActor('shopping', randomBytes),
    );
  };
  const first = fill(lines.slice(0, ADDED_LINES));
  return lines.length > ADDED_LINES ? mergeStates(first, fill(lines.slice(ADDED_LINES))) : first;
}

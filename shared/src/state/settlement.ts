import { encodeBase64url } from '../core/base64url.ts';
import { filterPairs, hasSeen, type Pair } from './observed-remove.ts';
import type { StateRecord } from './record.ts';
import { hasSeenMore, type RecordOperation } from './replica.ts';
import { type ShoppingState, VISITOR_ID_BYTES } from './shopping-state.ts';

/** A settlement is about nobody. */
const NO_VISITOR = encodeBase64url(new Uint8Array(VISITOR_ID_BYTES));

/**
 * What an order leaves of an account's state, as the shop is told: all that the account had seen, and the
 * lines and codes that remain. No register (a postal code is personal) and no visitor id: whoever holds a
 * return handle learns of the order and of nothing else.
 */
export function settlementOf({ vector, lines, promotions }: ShoppingState): ShoppingState {
  return { vector, lines, promotions, registers: new Map(), visitorId: NO_VISITOR };
}

/**
 * The record operation that takes out what was ordered: the writes of lines and codes that the account had
 * seen and that did not remain. What was written meanwhile it had not seen, and that stays.
 *
 * It takes away and adds nothing. Merged like an arrival, a settlement would pass on what the account had
 * seen, without the registers that it leaves out: to the next merge those would look removed. So it also has
 * no memory: a token from before the order may bring a line back, and it has to be applied again after that.
 *
 * If the account had seen writes of our own actor that we have not, our store went back in time: the actor is
 * given up, because its next write would be one of those that are taken out.
 */
export function applySettlement(settlement: ShoppingState): RecordOperation {
  const remaining = new Set(
    [...settlement.lines.values(), ...settlement.promotions.values()].flat().map(nameOf),
  );
  const stays = (pair: Pair<unknown>): boolean =>
    !hasSeen(settlement.vector, pair) || remaining.has(nameOf(pair));
  return (record) => {
    const state = keepOnly(record.state, stays);
    const actor = isBehind(record, settlement) ? null : record.actor;
    return state === record.state && actor === record.actor ? record : { ...record, state, actor };
  };
}

/** The same object when all of it stays. */
function keepOnly(state: ShoppingState, stays: (pair: Pair<unknown>) => boolean): ShoppingState {
  const { lines, promotions } = state;
  const staysWhole = [...lines.values(), ...promotions.values()].flat().every(stays);
  if (staysWhole) return state;
  return {
    ...state,
    lines: filterPairs(lines, stays),
    promotions: filterPairs(promotions, stays),
  };
}

function isBehind({ actor, state }: StateRecord, settlement: ShoppingState): boolean {
  return actor !== null && hasSeenMore(settlement, state, actor);
}

/** A dot names one write of a state, whatever it wrote. */
function nameOf({ actor, counter }: Pair<unknown>): string {
  return `${actor}${counter}`;
}

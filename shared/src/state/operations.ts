import { type Actor, personalActor } from './actor.ts';
import { StateError } from './errors.ts';
import {
  MAX_FIELD,
  MAX_LINES,
  MAX_PROMOTION_CODE,
  MAX_PROMOTIONS,
  MAX_QUANTITY,
} from './limits.ts';
import { type Article, lineKey } from './line.ts';
import type { ObservedMap } from './observed-remove.ts';
import {
  PERSONAL_REGISTERS,
  type Register,
  type ShippingChoice,
  type ShoppingState,
} from './shopping-state.ts';
import { isFieldText, isPromotionCode } from './text.ts';
import { quantityOf, readRegister } from './view.ts';

/**
 * One change of a state, as a function: whoever loses a compare-and-set runs it again on the newer state.
 * It returns the same object when there is nothing to change.
 */
export type Operation = (state: ShoppingState, actor: Actor) => ShoppingState;

/**
 * Adds pieces to a line, or the line itself.
 *
 * @throws {StateError} When the operation runs: `ERR_STATE_INVALID_LINE`, `ERR_STATE_INVALID_QUANTITY` (also
 * when the sum passes 9,999), `ERR_STATE_CART_FULL` (501st line).
 */
export function addToLine(article: Article, quantity: number): Operation {
  return (state, actor) => {
    const key = lineKey(article);
    const present = state.lines.get(key);
    if (!present && state.lines.size >= MAX_LINES) {
      throw new StateError('ERR_STATE_CART_FULL', `a cart takes ${MAX_LINES} lines`);
    }
    checkQuantity(quantity);
    return writeLine(state, actor, key, quantityOf(present ?? []) + quantity);
  };
}

/**
 * Sets the pieces of a line that is there; 0 removes it.
 *
 * @param key The line's key, see `lineKey`.
 * @throws {StateError} When the operation runs: `ERR_STATE_UNKNOWN_LINE`, `ERR_STATE_INVALID_QUANTITY`.
 */
export function setLineQuantity(key: string, quantity: number): Operation {
  return (state, actor) => {
    const present = state.lines.get(key);
    if (!present) throw new StateError('ERR_STATE_UNKNOWN_LINE', 'the cart has no such line');
    if (quantity === 0) return { ...state, lines: withoutKey(state.lines, key) };
    return quantityOf(present) === quantity && present.length === 1
      ? state
      : writeLine(state, actor, key, quantity);
  };
}

/** Removes lines; keys without a line are passed over. */
export function removeLines(keys: Iterable<string>): Operation {
  return (state) => {
    const gone = new Set(keys);
    const lines = new Map([...state.lines].filter(([key]) => !gone.has(key)));
    return lines.size === state.lines.size ? state : { ...state, lines };
  };
}

/**
 * Adds a promotion code. Whether it is valid is the catalogue's to say.
 *
 * @throws {StateError} When the operation runs: `ERR_STATE_INVALID_PROMOTION`, `ERR_STATE_TOO_MANY_PROMOTIONS`.
 */
export function addPromotion(code: string): Operation {
  return (state, actor) => {
    if (!isPromotionCode(code)) {
      throw new StateError(
        'ERR_STATE_INVALID_PROMOTION',
        `a promotion code has 1-${MAX_PROMOTION_CODE} visible ASCII characters`,
      );
    }
    if (state.promotions.has(code)) return state;
    if (state.promotions.size >= MAX_PROMOTIONS) {
      throw new StateError(
        'ERR_STATE_TOO_MANY_PROMOTIONS',
        `a cart takes ${MAX_PROMOTIONS} promotion codes`,
      );
    }
    const { counter, vector } = nextDot(state, actor);
    const promotions = new Map(state.promotions).set(code, [{ actor, counter, value: true }]);
    return { ...state, vector, promotions };
  };
}

/** Removes a promotion code; one that is not there is passed over. */
export function removePromotion(code: string): Operation {
  return (state) =>
    state.promotions.has(code)
      ? { ...state, promotions: withoutKey(state.promotions, code) }
      : state;
}

/**
 * Chooses how to ship; null withdraws the choice.
 *
 * @throws {StateError} When the operation runs: `ERR_STATE_INVALID_SHIPPING` on an empty or overlong field.
 */
export function setShipping(choice: ShippingChoice | null): Operation {
  return sequence(
    writeRegister('shipping.method', choice?.method),
    writeRegister('shipping.country', choice?.country),
    writeRegister('shipping.postalCode', choice?.postalCode),
  );
}

/** Sets a single-valued field, a personal one under the writer's twin; undefined clears it. */
export function writeRegister(name: Register, value: string | undefined): Operation {
  return (state, writer) => {
    const present = state.registers.get(name);
    if (value === undefined) {
      return present ? { ...state, registers: withoutKey(state.registers, name) } : state;
    }
    if (!isFieldText(value)) {
      throw new StateError(
        'ERR_STATE_INVALID_SHIPPING',
        `"${name}" expected 1-${MAX_FIELD} printable characters`,
      );
    }
    if (present?.length === 1 && readRegister(state, name) === value) return state;
    const actor = PERSONAL_REGISTERS.has(name) ? personalActor(writer) : writer;
    const { counter, vector } = nextDot(state, actor);
    const registers = new Map(state.registers).set(name, [{ actor, counter, value }]);
    return { ...state, vector, registers };
  };
}

/** One operation that runs `operations` in turn. */
export function sequence(...operations: readonly Operation[]): Operation {
  return (state, actor) => operations.reduce((next, operation) => operation(next, actor), state);
}

function writeLine(
  state: ShoppingState,
  actor: Actor,
  key: string,
  quantity: number,
): ShoppingState {
  checkQuantity(quantity);
  const { counter, vector } = nextDot(state, actor);
  const lines = new Map(state.lines).set(key, [{ actor, counter, value: quantity }]);
  return { ...state, vector, lines };
}

function checkQuantity(quantity: number): void {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new StateError(
      'ERR_STATE_INVALID_QUANTITY',
      `a quantity is a whole number from 1 to ${MAX_QUANTITY}`,
    );
  }
}

function nextDot(state: ShoppingState, actor: Actor) {
  const counter = (state.vector.get(actor) ?? 0) + 1;
  return { counter, vector: new Map(state.vector).set(actor, counter) };
}

function withoutKey<Value>(map: ObservedMap<Value>, key: string): ObservedMap<Value> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

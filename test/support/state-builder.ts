import { type Actor, actorFromBytes } from '../../shared/src/state/actor.ts';
import type { Operation } from '../../shared/src/state/operations.ts';
import { emptyState, type ShoppingState } from '../../shared/src/state/shopping-state.ts';
import { createSeededRandom } from './seeded-random.ts';

/** An actor with this number, of shopping; `isCheckout` makes it one of checkout's. */
export function actorOf(number: number, isCheckout = false): Actor {
  return actorFromBytes(Uint8Array.of(number * 4 + Number(isCheckout), 0, 0, 0, 0, number));
}

/** A state without writes, always the same. */
export function newState(): ShoppingState {
  return emptyState(createSeededRandom('visitor'));
}

/** What operations of one actor make of a state. */
export function applyAll(
  state: ShoppingState,
  actor: Actor,
  ...operations: readonly Operation[]
): ShoppingState {
  return operations.reduce((next, operation) => operation(next, actor), state);
}

/** The code of the error that `act` throws; undefined when it throws none. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

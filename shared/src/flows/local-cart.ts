import { isDeepStrictEqual } from 'node:util';
import type { CookieJar } from '../core/cookie.ts';
import { HandoffError } from '../handoff/errors.ts';
import type { Session } from '../session/session.ts';
import { StateError } from '../state/errors.ts';
import type { Operation } from '../state/operations.ts';
import type { PlainCart } from '../state/reconcile.ts';
import { onState } from '../state/replica.ts';
import type { ShoppingState } from '../state/shopping-state.ts';
import { type Cart, viewCart } from '../state/view.ts';
import { changesSince } from './cart-changes.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord, readRecord, readSession } from './shopper.ts';

/** Writes of a local cart that others keep overtaking; more would be a store that changes by itself. */
const MAX_WRITES = 5;

/** A cart that the store keeps in its own way. */
export interface LocalCart {
  /** The cart as it stands. */
  read(): PlainCart | Promise<PlainCart>;
  /** Replaces the cart by what the hand-off made of it. */
  write(cart: Cart): void | Promise<void>;
}

/**
 * Brings what happened in the store's own cart since the last hand-off into the bridged state.
 *
 * @throws {HandoffError} `ERR_HANDOFF_LOCAL_CART` when the bridge cannot carry that cart; both are as they were.
 */
export async function pullLocalCart(
  parts: BridgeParts,
  jar: CookieJar,
  session: Session,
  cart: LocalCart | undefined,
): Promise<void> {
  if (!cart) return;
  const operation = await localChanges(parts, jar, session, await cart.read());
  try {
    await changeRecord(parts, jar, session, onState(operation));
  } catch (cause) {
    if (!(cause instanceof StateError) || cause.code === 'ERR_STATE_CONTENTION') throw cause;
    throw new HandoffError('ERR_HANDOFF_LOCAL_CART', cause.message, { cause });
  }
}

/**
 * Brings the bridged state into the store's own cart, and what was merged while it was being written as
 * well: a cart that stays behind would look like a removal at the next hand-off.
 */
export async function pushLocalCart(
  parts: BridgeParts,
  jar: CookieJar,
  state: ShoppingState,
  cart: LocalCart | undefined,
): Promise<void> {
  if (!cart) return;
  let written = viewCart(state);
  for (let attempt = 0; attempt < MAX_WRITES; attempt++) {
    await cart.write(written);
    const session = await readSession(parts, jar);
    const latest = viewCart((await readRecord(parts, jar, session, 'latest')).state);
    if (isDeepStrictEqual(latest, written)) return;
    written = latest;
  }
}

async function localChanges(
  parts: BridgeParts,
  jar: CookieJar,
  session: Session,
  cart: PlainCart,
): Promise<Operation> {
  // Read before the question: what is merged after it is not what this cart is compared with.
  const { state: latest } = await readRecord(parts, jar, session, 'latest');
  const carried = await parts.carried(jar);
  const before = carried.kind === 'latest' ? latest : carried.state;
  return changesSince(before && viewCart(before), cart);
}

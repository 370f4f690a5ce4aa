import { encodeBase64url } from '../core/base64url.ts';
import { nowSeconds } from '../core/clock.ts';
import type { CookieJar } from '../core/cookie.ts';
import { DAY } from '../core/duration.ts';
import type { HandoffClaims } from '../handoff/claims.ts';
import { RETURN_COOKIE } from '../handoff/constants.ts';
import { parseReturnHandle, RETURN_HANDLE_BYTES } from '../handoff/return-handle.ts';
import type { KeptFrom } from '../state/settlement-store.ts';
import type { LocalCart } from './local-cart.ts';
import type { BridgeParts } from './parts.ts';

/** For how long checkout goes on trying to tell the shop of an order. */
export const SETTLED_RETRY_SECONDS: number = 30 * DAY;

/**
 * The handle that goes along with a token: on the shop it stands for the state of this browser, on checkout
 * for the browser itself. Whoever knows none yet mints one, so that a crossing in either direction is enough.
 *
 * @param cart A shop with a cart of its own has none: it would take what left ours for an addition to its own.
 * @returns Null where orders are not told of, or the store of handles fails: the token goes without.
 */
export async function returnHandleOf(
  parts: BridgeParts,
  jar: CookieJar,
  cart: LocalCart | undefined,
): Promise<string | null> {
  const fresh = encodeBase64url(parts.random(RETURN_HANDLE_BYTES));
  if (parts.role === 'checkout') {
    if (!parts.announcesOrders) return null;
    const handle = readReturnHandle(jar) ?? fresh;
    jar.set(RETURN_COOKIE, handle, parts.stateLifetimeSeconds);
    return handle;
  }
  const { settlements, browser } = parts;
  const key = settlements && !cart ? await browser.key(jar) : null;
  if (!settlements || key === null) return null;
  return settlements.handleOf(key, fresh, keptFrom(parts)).catch(() => null);
}

/**
 * Keeps the handle that an arrival brings: checkout by a cookie, as it is the browser's and not the account's;
 * the shop with the state that now is this browser's.
 */
export async function keepReturnHandle(
  parts: BridgeParts,
  jar: CookieJar,
  { returnHandle }: HandoffClaims,
  cart: LocalCart | undefined,
): Promise<void> {
  if (returnHandle === undefined) return;
  const { role, settlements, browser, stateLifetimeSeconds } = parts;
  if (role === 'checkout') return jar.set(RETURN_COOKIE, returnHandle, stateLifetimeSeconds);
  const key = settlements && !cart ? await browser.key(jar) : null;
  // The cart has arrived; for want of this nobody is refused it.
  if (key !== null) {
    await settlements?.bind(key, returnHandle, keptFrom(parts)).catch(() => undefined);
  }
}

/** The handle that this browser has on checkout, for an order; null when there is none. */
export function readReturnHandle(jar: CookieJar): string | null {
  return parseReturnHandle(jar.get(RETURN_COOKIE) ?? '');
}

/** As long as a cookie on checkout may name the handle, and its orders are under way. */
function keptFrom({ clock, stateLifetimeSeconds }: BridgeParts): KeptFrom {
  const now = nowSeconds(clock);
  return { now, until: now + stateLifetimeSeconds + SETTLED_RETRY_SECONDS };
}

import { type Clock, nowSeconds } from '../core/clock.ts';
import type { CookieJar } from '../core/cookie.ts';
import type { Sealer } from '../crypto/sealer.ts';
import { SETTLE_AFTER_SECONDS } from '../state/browser-replica.ts';
import type { ShoppingState } from '../state/shopping-state.ts';
import { openStateCookie, STATE_COOKIE } from '../state/state-cookie.ts';
import type { StateStore } from '../state/state-store.ts';

/** What the local cart of a request has heard of. */
export type Carried =
  /** Of everything: it is to be compared with the latest state. */
  | { readonly kind: 'latest' }
  /** Of this and perhaps not of what came later; null: of nothing that is known. */
  | { readonly kind: 'older'; readonly state: ShoppingState | null };

/** Tells what the local cart of a request has heard of. */
export type CarriedState = (jar: CookieJar) => Promise<Carried>;

const LATEST: Carried = { kind: 'latest' };

/**
 * Makes the function that tells what a local cart is to be compared with.
 *
 * As a rule that is the latest bridged state. But when two requests of one browser run side by side (a
 * double click, two tabs), the other one may have merged an arrival that this request's local cart was
 * read too early to hold: compared with the latest state, the new lines would look removed. So while the
 * latest version is young and this browser has not seen it, the state in its cookie counts. An older one
 * means that an answer was lost; the local cart had been written by then.
 */
export function createCarried(sealer: Sealer, store: StateStore, clock: Clock): CarriedState {
  return async function readCarried(jar) {
    const value = jar.get(STATE_COOKIE);
    const cookie = value === null ? null : openStateCookie(value, sealer);
    if (!cookie) return LATEST;
    const now = nowSeconds(clock);
    const row = await store.read(cookie.key, now);
    const movedOn = row !== null && row.version > cookie.version;
    if (!movedOn || row.writtenAt + SETTLE_AFTER_SECONDS <= now) return LATEST;
    return { kind: 'older', state: cookie.record?.state ?? null };
  };
}

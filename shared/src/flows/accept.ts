import type { CookieJar } from '../core/cookie.ts';
import { checkTime, type HandoffClaims } from '../handoff/claims.ts';
import {
  MAX_RESTARTS,
  RESTART_COOKIE,
  RESTART_WINDOW_SECONDS,
  TOKEN_KEPT_SECONDS,
} from '../handoff/constants.ts';
import { HandoffError } from '../handoff/errors.ts';
import { safeReturnPath } from '../handoff/return-path.ts';
import { holdsVerifier } from '../handoff/verifier.ts';
import { mergeArrival, readArrival } from './arrival.ts';
import type { LocalCart } from './local-cart.ts';
import type { BridgeParts } from './parts.ts';
import { keepReturnHandle } from './return-handle.ts';
import { startPath } from './start.ts';

/** How an acceptance ended. */
export interface Accepted {
  /** `again`: the same browser came back with the same token, which changes nothing. */
  readonly kind: 'first' | 'again' | 'restart';
  /** Local path to redirect to. */
  readonly location: string;
  /** Label of the visitor who arrived, for logs. */
  readonly visitorId: string | null;
}

/**
 * Accepts a token: opens it, checks when and for whom it was made, counts it, and merges its state into
 * the shopper's. The same browser may bring it again (reload, back, double click, lost answer); any other
 * browser is refused. An expired token begins a new hand-off by itself, twice at most.
 *
 * @param token The `t` parameter, untrusted.
 * @throws {HandoffError} Every code but `ERR_HANDOFF_FOREIGN_ORIGIN`; the shopper's state is as it was.
 */
export async function acceptHandoff(
  parts: BridgeParts,
  jar: CookieJar,
  token: string,
  cart?: LocalCart,
): Promise<Accepted> {
  const claims = await parts.incoming.open(token);
  const location = safeReturnPath(claims.returnPath, parts.returnPaths);
  if (isExpired(parts, claims)) {
    return { kind: 'restart', location: restart(jar, location), visitorId: null };
  }
  if (!holdsVerifier(jar, claims)) {
    throw new HandoffError('ERR_HANDOFF_WRONG_BROWSER', 'this browser did not ask for the token');
  }
  const state = await readArrival(parts, claims);
  const until = claims.issuedAt + TOKEN_KEPT_SECONDS;
  const isFirst = await parts.replays.claim(claims.jti, until);
  const { link, mark } = claims;
  const arrival = { state, link, ...(mark && { mark }), isFirst };
  const hasArrived = await mergeArrival(parts, jar, arrival, cart);
  if (hasArrived) await keepReturnHandle(parts, jar, claims, cart);
  if (jar.get(RESTART_COOKIE) !== null) jar.clear(RESTART_COOKIE);
  return { kind: isFirst ? 'first' : 'again', location, visitorId: state.visitorId };
}

function isExpired({ clock }: BridgeParts, claims: HandoffClaims): boolean {
  try {
    checkTime(claims, clock);
    return false;
  } catch (error) {
    if (error instanceof HandoffError && error.code === 'ERR_HANDOFF_EXPIRED') return true;
    throw error;
  }
}

function restart(jar: CookieJar, location: string): string {
  const restarts = Number(jar.get(RESTART_COOKIE)) || 0;
  if (restarts >= MAX_RESTARTS) {
    throw new HandoffError('ERR_HANDOFF_EXPIRED', 'the token is too old, after two new beginnings');
  }
  jar.set(RESTART_COOKIE, String(restarts + 1), RESTART_WINDOW_SECONDS);
  return startPath(location);
}

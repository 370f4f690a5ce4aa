import type { CookieJar } from '../core/cookie.ts';
import { ownerOf } from '../handoff/cart-mark.ts';
import type { HandoffClaims } from '../handoff/claims.ts';
import { HandoffError } from '../handoff/errors.ts';
import type { Session } from '../session/session.ts';
import { decodeState } from '../state/encode.ts';
import { StateError } from '../state/errors.ts';
import { mergeStates } from '../state/merge.ts';
import { withoutOrdered } from '../state/ordered-dot-store.ts';
import { emptyRecord, type StateRecord } from '../state/record.ts';
import { mergeIn } from '../state/replica.ts';
import type { ShoppingState } from '../state/shopping-state.ts';
import { STATE_COOKIE } from '../state/state-cookie.ts';
import { withoutPersonal } from './ended-session.ts';
import { judgeMark, keepOwner, OWNER_COOKIE, readHolder } from './cart-owner.ts';
import { judgeLink, type LinkOutcome, recognize, startsAnew } from './follow-link.ts';
import { type LocalCart, pullLocalCart, pushLocalCart } from './local-cart.ts';
import { fetchParked } from './parking.ts';
import type { BridgeParts } from './parts.ts';
import { changeRecord, readRecord, readSession } from './shopper.ts';

/**
 * The state that a token brings, without what was ordered meanwhile.
 *
 * @throws {HandoffError} `ERR_HANDOFF_MALFORMED`, or `ERR_HANDOFF_NOT_FETCHED` of a state that was parked.
 */
export async function readArrival(
  parts: BridgeParts,
  { jti, state: carried }: HandoffClaims,
): Promise<ShoppingState> {
  const bytes = carried instanceof Uint8Array ? carried : await fetchParked(parts, jti, carried);
  try {
    const state = decodeState(bytes);
    return parts.ordered ? await withoutOrdered(state, parts.ordered) : state;
  } catch (cause) {
    if (!(cause instanceof StateError)) throw cause;
    throw new HandoffError('ERR_HANDOFF_MALFORMED', 'the state has another shape', { cause });
  }
}

/** What a token brought. */
export interface Arrival {
  readonly state: ShoppingState;
  readonly link: HandoffClaims['link'];
  /** Stands in for a link on a shop that gets none. */
  readonly mark?: HandoffClaims['mark'];
  /** False when the same browser brings the token again. */
  readonly isFirst: boolean;
}

/**
 * Merges an arrival into the shopper's state and follows its link. Doing it twice is doing it once.
 *
 * @returns Whether it has arrived: what is bygone has not.
 * @throws {HandoffError} `ERR_HANDOFF_TOO_LARGE` or `ERR_HANDOFF_LOCAL_CART`; nothing has arrived then.
 */
export async function mergeArrival(
  parts: BridgeParts,
  jar: CookieJar,
  arrival: Arrival,
  cart: LocalCart | undefined,
): Promise<boolean> {
  const session = await readSession(parts, jar);
  if (session.state === 'anonymous') await keepLabel(parts, jar, arrival.state);
  await pullLocalCart(parts, jar, session, cart);
  const present = await readRecord(parts, jar, session, 'latest');
  const outcome = await judge(parts, jar, arrival, session, present);
  if (outcome.kind === 'bygone') return false;
  // The old session ends first: once the state says that it has, nobody would end it any more.
  const isOver = outcome.kind === 'hold' && session.state !== 'anonymous';
  if (outcome.kind === 'sign-out' || isOver) await parts.sessions?.end(jar);
  if (startsAnew(outcome) || outcome.kind === 'recognize') jar.clear(OWNER_COOKIE);
  const { state } = await merge(parts, jar, session, arrival.state, outcome);
  if (outcome.kind === 'recognize') await recognize(parts, jar, outcome.identity);
  if (outcome.kind === 'hold') keepOwner(parts, jar, outcome.mark);
  await pushLocalCart(parts, jar, state, cart);
  return true;
}

/** What comes with the cart: a link, or what stands in for one. Modes may change while a browser is away. */
async function judge(
  parts: BridgeParts,
  jar: CookieJar,
  { mark, ...arrival }: Arrival,
  session: Session,
  present: StateRecord,
): Promise<LinkOutcome> {
  if (mark) return judgeMark(parts, jar, { ...arrival, mark }, session, present);
  const outcome = await judgeLink(parts, arrival, session, present);
  if (outcome.kind !== 'recognize' || session.state !== 'anonymous') return outcome;
  const holder = await readHolder(parts, jar, session);
  const isOther = holder !== null && holder.owner !== ownerOf(outcome.identity).owner;
  if (!isOther) return outcome;
  return arrival.isFirst ? { ...outcome, startsAnew: true } : { kind: 'bygone' };
}

/**
 * After a sign-out, and for another user than the one before, the cart in this browser belongs to somebody
 * else: then a new state begins with the arrival.
 */
async function merge(
  parts: BridgeParts,
  jar: CookieJar,
  session: Session,
  arrived: ShoppingState,
  outcome: LinkOutcome,
): Promise<StateRecord> {
  if (startsAnew(outcome)) {
    const empty = emptyRecord(parts.random, outcome.kind === 'sign-out' ? outcome.sid : null);
    const { visitorId } = arrived;
    const state = { ...mergeStates(empty.state, arrived), visitorId };
    return parts.browser.plant(jar, { ...empty, state });
  }
  const brought = outcome.kind === 'stale' ? withoutPersonal(arrived) : arrived;
  try {
    return await changeRecord(parts, jar, session, mergeIn(brought));
  } catch (cause) {
    if (!(cause instanceof StateError) || cause.code !== 'ERR_STATE_TOO_LARGE') throw cause;
    throw new HandoffError('ERR_HANDOFF_TOO_LARGE', 'the merged state is too large', { cause });
  }
}

/** A browser that has no state yet keeps the visitor id it comes with: both logs then tell of one visitor. */
async function keepLabel(
  { browser, random }: BridgeParts,
  jar: CookieJar,
  { visitorId }: ShoppingState,
): Promise<void> {
  if (jar.get(STATE_COOKIE) !== null) return;
  const empty = emptyRecord(random);
  await browser.plant(jar, { ...empty, state: { ...empty.state, visitorId } });
}

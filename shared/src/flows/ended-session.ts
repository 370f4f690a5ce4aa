import type { CookieJar } from '../core/cookie.ts';
import { DAY } from '../core/duration.ts';
import type { Role } from '../crypto/direction.ts';
import type { EndedSession, Session } from '../session/session.ts';
import { StateError } from '../state/errors.ts';
import { decodeRecord, emptyRecord } from '../state/record.ts';
import { mergeIn, type RecordOperation } from '../state/replica.ts';
import type { ShoppingState } from '../state/shopping-state.ts';
import type { BridgeParts } from './parts.ts';

/** Tells of which ended session this browser's cart has been seen to, and how; `__Host-` stands before it on https. */
export const END_COOKIE = 'bridge-ended';
/** Tells of which end a page has spoken. A cookie of its own: a late answer of another request would take it back. */
export const NOTICE_COOKIE = 'bridge-noticed';
const COOKIE_SECONDS: number = 30 * DAY;

/** What a page is to say about the session; null for nothing. */
export type SessionNotice =
  /** It was ended; `reason` in the words of `EndReason`, null while only the fact is known. */
  | { readonly kind: 'ended'; readonly reason: string | null }
  /** It cannot be confirmed at the moment. */
  | { readonly kind: 'unconfirmed' };

/**
 * Makes a guest of a browser whose session was ended: the cart lines stay, what is personal goes. After a
 * sign-out that no answer and no crossing told of, the cart has stayed with the account instead. Runs with
 * every request until a cookie says that its answer has arrived; running twice is running once.
 */
export async function becomeGuest(
  parts: BridgeParts,
  jar: CookieJar,
  ended: EndedSession,
): Promise<void> {
  if (isGuestOf(jar, ended)) return;
  if (ended.signedOut) await leaveCart(parts, jar, ended.sid);
  else await keepCart(parts, jar, ended.cart);
  jar.set(END_COOKIE, markOf(ended), COOKIE_SECONDS);
}

/** Whether this browser has become a guest after that end: what its cart holds now is a guest's. */
export function isGuestOf(jar: CookieJar, ended: EndedSession): boolean {
  return jar.get(END_COOKIE) === markOf(ended);
}

/** What the next page is to say about the session, once for each end. */
export function takeNotice(jar: CookieJar, session: Session): SessionNotice | null {
  if (session.state !== 'anonymous') return null;
  if (session.unconfirmed) return { kind: 'unconfirmed' };
  const { ended } = session;
  if (!ended || jar.get(NOTICE_COOKIE) === ended.sid) return null;
  jar.set(NOTICE_COOKIE, ended.sid, COOKIE_SECONDS);
  // A push to a plain-HTTP shop comes without the reason, and says all the same whether the cart has left.
  const reason = ended.reason ?? (ended.signedOut ? 'sign-out' : null);
  return { kind: 'ended', reason };
}

/** A state without what a guest does not keep. It counts as seen, so an older copy does not bring it back. */
export function withoutPersonal(state: ShoppingState): ShoppingState {
  const registers = new Map(state.registers);
  return registers.delete('shipping.postalCode') ? { ...state, registers } : state;
}

/** That it was a sign-out may be heard of later than the end itself, and then the cart still leaves. */
function markOf({ sid, signedOut }: EndedSession): string {
  return `${sid}.${signedOut ? 'left' : 'kept'}`;
}

async function leaveCart({ browser, random }: BridgeParts, jar: CookieJar, sid: string) {
  const { endedSid } = await browser.readLatest(jar);
  if (endedSid !== sid) await browser.plant(jar, emptyRecord(random, sid));
}

async function keepCart(
  { browser, role }: BridgeParts,
  jar: CookieJar,
  cart: Uint8Array | null,
): Promise<void> {
  try {
    const merged = cart ? mergeIn(decodeRecord(cart).state) : keepAll;
    await browser.change(jar, asGuest(merged, role));
  } catch (error) {
    // Too large together, or damaged: then the browser keeps what it has, and no page fails for ever.
    if (!(error instanceof StateError) || error.code === 'ERR_STATE_CONTENTION') throw error;
    await browser.change(jar, asGuest(keepAll, role));
  }
}

const keepAll: RecordOperation = (record) => record;

/** A sign-out from before the session is forgotten too: checkout tells of one until somebody signs in. */
function asGuest(operation: RecordOperation, role: Role): RecordOperation {
  return (before, actor) => {
    const record = operation(before, actor);
    const state = withoutPersonal(record.state);
    const endedSid = role === 'checkout' ? null : record.endedSid;
    const isGuest = state === record.state && endedSid === record.endedSid;
    return isGuest ? record : { ...record, state, endedSid };
  };
}

import { decode, encode } from 'cborg';
import type { CookieJar } from '../core/cookie.ts';
import { type CartMark, type CartOwner, ownerOf } from '../handoff/cart-mark.ts';
import type { AnonymousSession, Session } from '../session/session.ts';
import type { StateRecord } from '../state/record.ts';
import type { LinkOutcome } from './follow-link.ts';
import type { BridgeParts } from './parts.ts';

/** On a shop that gets no links: whose cart this browser holds, sealed. */
export const OWNER_COOKIE = 'bridge-owner';

/**
 * Judges what stands in for a link. Nobody is recognized by it; like by a link, the cart of one account is kept from
 * the next one, and one that has stayed behind at a sign-out does not come back.
 */
export async function judgeMark(
  parts: BridgeParts,
  jar: CookieJar,
  { mark, isFirst }: { readonly mark: CartMark; readonly isFirst: boolean },
  session: Session,
  { endedSid }: StateRecord,
): Promise<LinkOutcome> {
  if (mark.kind === 'signed-out') {
    return mark.sid === endedSid ? { kind: 'none' } : { kind: 'sign-out', sid: mark.sid };
  }
  if (mark.sid === endedSid || (await parts.epochs?.endOf(mark.sid)) === 'signed-out') {
    return { kind: 'bygone' };
  }
  const holder = await readHolder(parts, jar, session);
  const startsAnew = holder !== null && holder.owner !== mark.owner;
  // A repeated token never puts an earlier user in the place of a later one.
  return startsAnew && !isFirst ? { kind: 'bygone' } : { kind: 'hold', mark, startsAnew };
}

/** Whose cart this browser holds; null for a guest's, and for one whose session has ended. */
export async function readHolder(
  parts: BridgeParts,
  jar: CookieJar,
  session: Session,
): Promise<CartOwner | null> {
  if (session.state !== 'anonymous') return ownerOf(session);
  const owner = readOwner(parts, jar);
  return owner && (await parts.epochs?.endOf(owner.sid)) ? null : owner;
}

/** Keeps whose cart this browser holds from now on. */
export function keepOwner(
  { ownerCookie, stateLifetimeSeconds }: BridgeParts,
  jar: CookieJar,
  { owner, sid }: CartOwner,
): void {
  jar.set(OWNER_COOKIE, ownerCookie.seal(encode([owner, sid])), stateLifetimeSeconds);
}

/** The anonymous session of a browser that holds the cart of a session which has ended; null where it does not. */
export async function endOfHolder(
  parts: BridgeParts,
  jar: CookieJar,
): Promise<AnonymousSession | null> {
  const { role, epochs } = parts;
  const owner = role === 'shopping' && epochs ? readOwner(parts, jar) : null;
  const end = owner && (await epochs?.endOf(owner.sid));
  if (!owner || !end) return null;
  const ended = { sid: owner.sid, reason: null, signedOut: end === 'signed-out', cart: null };
  return { state: 'anonymous', ended };
}

function readOwner({ ownerCookie }: BridgeParts, jar: CookieJar): CartOwner | null {
  const opened = ownerCookie.open(jar.get(OWNER_COOKIE) ?? '');
  if (!opened.ok) return null;
  // Sealed by this very domain, so of this shape.
  const [owner, sid] = decode(opened.bytes) as [string, string];
  return { kind: 'owner', owner, sid };
}

import type { CookieJar } from '../core/cookie.ts';
import { MAX_EPOCH_LEAD_MILLISECONDS } from '../handoff/constants.ts';
import type { CartOwner } from '../handoff/cart-mark.ts';
import type { Identity, Link } from '../handoff/link.ts';
import { SessionError } from '../session/errors.ts';
import type { Session } from '../session/session.ts';
import type { StateRecord } from '../state/record.ts';
import type { BridgeParts } from './parts.ts';

/**
 * What a link means for the shop: nothing, a new recognized session, or the end of the present one.
 * `stale`: its session has been ended, so the cart comes without what is personal.
 * `hold`: the cart is this account's, and nobody is recognized by it.
 * `bygone`: the token is a leaf from before a sign-out or a change of user, and its cart is not this shopper's.
 */
export type LinkOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'bygone' }
  | { readonly kind: 'recognize'; readonly identity: Identity; readonly startsAnew: boolean }
  | { readonly kind: 'hold'; readonly mark: CartOwner; readonly startsAnew: boolean }
  | { readonly kind: 'sign-out'; readonly sid: string };

const NONE: LinkOutcome = { kind: 'none' };
const STALE: LinkOutcome = { kind: 'stale' };
const BYGONE: LinkOutcome = { kind: 'bygone' };

/**
 * Judges a link. Checkout ignores all of them: only its own cookie recognizes there. A stale one is
 * dropped, and the cart it came with is merged all the same.
 */
export async function judgeLink(
  parts: BridgeParts,
  { link, isFirst }: { readonly link: Link | null; readonly isFirst: boolean },
  session: Session,
  { endedSid }: StateRecord,
): Promise<LinkOutcome> {
  if (!link || parts.role !== 'shopping' || !parts.sessions || !parts.epochs) return NONE;
  if (link.kind === 'signed-out') {
    return link.sid === endedSid ? NONE : { kind: 'sign-out', sid: link.sid };
  }
  const end = link.sid === endedSid ? 'signed-out' : await parts.epochs.endOf(link.sid);
  if (end === 'signed-out') return BYGONE;
  const isOther = session.state === 'anonymous' || session.entity !== link.entity;
  if (end !== null || link.epoch < (await parts.epochs.effective(link.entity))) {
    return isOther ? STALE : NONE;
  }
  const lead = link.epoch - parts.clock();
  if (lead > MAX_EPOCH_LEAD_MILLISECONDS || isPresent(link, session)) return NONE;
  const startsAnew = session.state !== 'anonymous' && isOther;
  // A repeated token never puts an earlier user in the place of a later one.
  return startsAnew && !isFirst ? BYGONE : { kind: 'recognize', identity: link, startsAnew };
}

/** Whether the cart in this browser belongs to somebody else than the shopper who arrives. */
export function startsAnew(outcome: LinkOutcome): boolean {
  return outcome.kind === 'sign-out' || ('startsAnew' in outcome && outcome.startsAnew);
}

/** Begins the recognized session that a link speaks of. */
export async function recognize(
  { sessions, epochs }: BridgeParts,
  jar: CookieJar,
  { entity, sid, epoch }: Identity,
): Promise<void> {
  if (!sessions || !epochs) return;
  await epochs.raise(entity, epoch);
  try {
    await sessions.start(jar, { entity, role: 'shopper', sid, epoch });
  } catch (error) {
    // The epoch rose between our two questions: the link became stale on the way.
    if (!(error instanceof SessionError)) throw error;
  }
}

/** Two tabs that arrive with the same link share the session: a new id would sign the other one out. */
function isPresent({ entity, sid, epoch }: Identity, session: Session): boolean {
  return (
    session.state !== 'anonymous' &&
    session.entity === entity &&
    session.sid === sid &&
    session.epoch === epoch
  );
}

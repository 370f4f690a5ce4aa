import type { CookieJar } from '../core/cookie.ts';
import { RETURN_COOKIE } from '../handoff/constants.ts';
import { clearFlows } from '../handoff/verifier.ts';
import type { Change } from '../invalidation/change.ts';
import type { Session, SessionFacts } from '../session/session.ts';
import { emptyRecord } from '../state/record.ts';
import { isGuestOf } from './ended-session.ts';
import { type BridgeParts, peerOriginOf } from './parts.ts';
import { absorbBrowser, readSession } from './shopper.ts';
import { startPath } from './start.ts';

/** What else a sign-out ends. */
export interface SignOutOptions {
  /** Ends every session of the user, on every device. Takes an `invalidator`. */
  readonly everywhere?: boolean;
}

/**
 * Signs out on checkout: the session ends, the cart stays with the account, the browser begins a new
 * state. The next crossing tells the shop, and so does the feed, should no crossing reach it; tokens that are
 * under way to this browser are void.
 *
 * @returns The URL to redirect to: the crossing that signs out of the shop as well.
 * @throws {TypeError} `everywhere` without an `invalidator`; nothing has ended then.
 */
export async function signOut(
  parts: BridgeParts,
  jar: CookieJar,
  returnPath: string,
  { everywhere = false }: SignOutOptions = {},
): Promise<string> {
  if (everywhere && !parts.invalidator) {
    throw new TypeError('signing out everywhere takes an "invalidator"');
  }
  const session = await readSession(parts, jar);
  if (session.state !== 'anonymous') {
    // A change that overtook the sign-in may still be in this browser alone: it belongs to the account.
    if (session.state === 'authenticated') await absorbBrowser(parts, jar, session.entity);
    await endSessions(parts, session, everywhere);
  }
  const sid = sidToLeave(jar, session);
  if (sid !== null) {
    await parts.sessions?.end(jar);
    clearFlows(jar);
    jar.clear(RETURN_COOKIE);
    await parts.browser.plant(jar, emptyRecord(parts.random, sid));
  }
  return `${peerOriginOf(parts).href}${startPath(returnPath)}`;
}

/**
 * Whose cart leaves the browser; null for a guest's, which stays. Somebody else may have ended the session
 * just before: the shopper still looks at a page of it, and wants the cart gone from here.
 */
function sidToLeave(jar: CookieJar, session: Session): string | null {
  if (session.state !== 'anonymous') return session.sid;
  return session.ended && !isGuestOf(jar, session.ended) ? session.ended.sid : null;
}

/** This session's end comes first: it says that the cart has stayed, which the end of all does not. */
async function endSessions(
  { invalidator }: BridgeParts,
  { entity, sid }: SessionFacts,
  everywhere: boolean,
): Promise<void> {
  const by = (reason: Change['reason']): Change => ({
    actor: entity,
    initiatingEntity: 'user',
    reason,
  });
  await invalidator?.endSession({ subject: entity, sid }, by('sign-out'));
  if (everywhere) await invalidator?.revoke(entity, by('sign-out-everywhere'));
}

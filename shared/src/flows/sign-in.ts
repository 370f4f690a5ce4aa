import type { CookieJar } from '../core/cookie.ts';
import type { AuthenticatedRole } from '../session/session.ts';
import { mintSid } from '../session/session-id.ts';
import { lineId } from '../state/line.ts';
import { unseenPart } from '../state/merge.ts';
import { addIn } from '../state/replica.ts';
import type { ShoppingState } from '../state/shopping-state.ts';
import { becomeGuest } from './ended-session.ts';
import type { BridgeParts } from './parts.ts';
import { absorbBrowser, readSession } from './shopper.ts';

/** Somebody whose password was right. */
export interface SignedInUser {
  /** Id of the user record. */
  readonly entity: string;
  readonly role: AuthenticatedRole;
  /** Effective epoch, read in one snapshot with the password hash and the role. */
  readonly epoch: number;
  /** `User-Agent` of the browser, for the list of one's sessions. */
  readonly device?: string | null;
}

/** What a sign-in brought together: ids of lines, by where they come from. Lines that both had are in neither. */
export interface MergeReport {
  /** Came with this browser. */
  readonly carried: readonly string[];
  /** Were kept with the account. */
  readonly saved: readonly string[];
}

/**
 * Signs somebody in on checkout: a new session under a new id, and the browser's cart joins the account's.
 *
 * @returns What was merged; null when only one side had lines.
 * @throws {SessionError} `ERR_SESSION_STALE_EPOCH` when the password or role changed since the epoch was read.
 */
export async function signIn(
  parts: BridgeParts,
  jar: CookieJar,
  user: SignedInUser,
): Promise<MergeReport | null> {
  const { sessions, accounts } = parts;
  if (!sessions) throw new TypeError('signing in takes a store for "sessions"');
  const before = await readSession(parts, jar);
  // A sign-out whose answer was lost: what this browser carries has stayed with the account.
  if (before.state === 'anonymous' && before.ended?.signedOut) {
    await becomeGuest(parts, jar, before.ended);
  }
  const saved = (await accounts?.read(user.entity))?.state;
  // The same user goes on under the same name: the shop may still know the earlier sign-in by it, and one
  // sign-out is to end both.
  const isSame = before.state !== 'anonymous' && before.entity === user.entity;
  await sessions.start(jar, { ...user, sid: isSame ? before.sid : mintSid(parts.random) });
  const carried =
    before.state === 'anonymous' || before.entity === user.entity
      ? await bringCart(parts, jar, user.entity)
      : await bringOwnPart(parts, jar, before.entity, user.entity);
  const report = carried && saved ? reportMerge(carried, saved) : null;
  if (report) await sessions.keep(jar, JSON.stringify(report));
  return report;
}

async function bringCart(parts: BridgeParts, jar: CookieJar, entity: string) {
  await parts.browser.hold(jar);
  return absorbBrowser(parts, jar, entity);
}

/**
 * Where the browser was recognized as somebody else, its cart followed that account's. What came from
 * there stays there; what was added in this browser since comes along, and removes nothing.
 */
async function bringOwnPart(parts: BridgeParts, jar: CookieJar, earlier: string, entity: string) {
  const { accounts, browser } = parts;
  if (!accounts) return null;
  const { vector } = (await accounts.read(earlier)).state;
  const ownPart = (state: ShoppingState) => unseenPart(state, vector);
  const carried = await absorbBrowser(parts, jar, entity, (state) => addIn(ownPart(state)));
  // At once: the next request would bring the rest. Over 1,000 lines together its own part is lost with it.
  browser.forget(jar);
  return carried && ownPart(carried);
}

function reportMerge(carried: ShoppingState, saved: ShoppingState): MergeReport | null {
  if (carried.lines.size === 0 || saved.lines.size === 0) return null;
  const only = (a: ShoppingState, b: ShoppingState): string[] =>
    [...a.lines.keys()].filter((key) => !b.lines.has(key)).map(lineId);
  const report = { carried: only(carried, saved), saved: only(saved, carried) };
  return report.carried.length + report.saved.length > 0 ? report : null;
}

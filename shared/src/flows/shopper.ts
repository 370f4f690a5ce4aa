import type { CookieJar } from '../core/cookie.ts';
import { ANONYMOUS, type Session } from '../session/session.ts';
import { StateError } from '../state/errors.ts';
import type { StateRecord } from '../state/record.ts';
import { mergeIn, type RecordOperation } from '../state/replica.ts';
import type { ShoppingState } from '../state/shopping-state.ts';
import { STATE_COOKIE } from '../state/state-cookie.ts';
import { endOfHolder } from './cart-owner.ts';
import { becomeGuest } from './ended-session.ts';
import type { BridgeParts } from './parts.ts';

/** The session of the browser. On a shop that gets no links: whether the one that its cart belongs to has ended. */
export async function readSession(parts: BridgeParts, jar: CookieJar): Promise<Session> {
  const session = parts.sessions ? await parts.sessions.read(jar) : ANONYMOUS;
  if (session.state !== 'anonymous' || session.ended) return session;
  return (await endOfHolder(parts, jar)) ?? session;
}

/**
 * The session as pages show it: on shopping, only one that checkout has confirmed lately. A browser whose
 * session was ended becomes a guest with its cart.
 */
export async function showSession(parts: BridgeParts, jar: CookieJar): Promise<Session> {
  const session = await readSession(parts, jar);
  if (session.state === 'anonymous' && session.ended) {
    await becomeGuest(parts, jar, session.ended);
  }
  return session.state === 'recognized' && !parts.isConfirmed()
    ? { state: 'anonymous', unconfirmed: true }
    : session;
}

/** How much a read may cost. */
export type Freshness = 'shown' | 'latest';

/**
 * The shopper's state: the account's while signed in, the browser's otherwise.
 *
 * @param freshness `shown` for pages; `latest` for decisions, which must know of writes whose cookie never arrived.
 */
export async function readRecord(
  parts: BridgeParts,
  jar: CookieJar,
  session: Session,
  freshness: Freshness,
): Promise<StateRecord> {
  const account = await joinAccount(parts, jar, session);
  if (account) return account.replica.read(account.entity);
  return freshness === 'shown' ? parts.browser.read(jar) : parts.browser.readLatest(jar);
}

/**
 * Changes the shopper's state, wherever it lives.
 *
 * @throws {StateError} What the operation throws; then nothing has changed.
 */
export async function changeRecord(
  parts: BridgeParts,
  jar: CookieJar,
  session: Session,
  operation: RecordOperation,
): Promise<StateRecord> {
  const account = await joinAccount(parts, jar, session);
  return account
    ? account.replica.change(account.entity, operation)
    : parts.browser.change(jar, operation);
}

/**
 * Takes what the browser carries into the account. Its cookie stays for a minute more: a change that was
 * under way during the sign-in comes along with the next request.
 *
 * @param join How the carried state joins the account's. Default: `mergeIn`.
 * @returns What was carried; null when there was nothing, or when both together would be too large:
 * then the cookie stays and nothing is lost.
 */
export async function absorbBrowser(
  { accounts, browser }: BridgeParts,
  jar: CookieJar,
  entity: string,
  join: (carried: ShoppingState) => RecordOperation = mergeIn,
): Promise<ShoppingState | null> {
  if (!accounts || jar.get(STATE_COOKIE) === null) return null;
  const { state } = await browser.readLatest(jar);
  const fits = await unlessTooLarge(accounts.change(entity, join(state)));
  if (!fits) return null;
  await browser.release(jar);
  return state;
}

/** Brings browser and account together as far as the session allows; answers the account that is to be used. */
async function joinAccount(parts: BridgeParts, jar: CookieJar, session: Session) {
  const { accounts } = parts;
  if (session.state === 'anonymous') {
    if (session.ended) await becomeGuest(parts, jar, session.ended);
    return null;
  }
  if (!accounts) return null;
  const { entity } = session;
  if (session.state === 'authenticated') {
    await absorbBrowser(parts, jar, entity);
    return { replica: accounts, entity };
  }
  await followAccount(parts, jar, entity);
  return null;
}

/**
 * After the sign-in went idle the browser's state follows the account's, so that nobody stands before an
 * empty cart. Nothing goes the other way before the next sign-in.
 */
async function followAccount(
  { accounts, browser }: BridgeParts,
  jar: CookieJar,
  entity: string,
): Promise<void> {
  if (!accounts) return;
  const { state } = await accounts.read(entity);
  await unlessTooLarge(browser.change(jar, mergeIn(state)));
}

/** Whether the change took place; false when the two states together would be too large. */
async function unlessTooLarge(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (error instanceof StateError && error.code === 'ERR_STATE_TOO_LARGE') return false;
    throw error;
  }
}

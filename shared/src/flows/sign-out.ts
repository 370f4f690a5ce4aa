import type { CookieJar } from '../core/cookie.ts';
import { clearFlows } from '../handoff/verifier.ts';
import { emptyRecord } from '../state/record.ts';
import { type BridgeParts, peerOriginOf } from './parts.ts';
import { absorbBrowser, readSession } from './shopper.ts';
import { startPath } from './start.ts';

/**
 * Signs out on checkout: the session ends, the cart stays with the account, the browser begins a new
 * state. The next crossing tells the shop; tokens that are under way to this browser are void.
 *
 * @returns The URL to redirect to: the crossing that signs out of the shop as well.
 */
export async function signOut(
  parts: BridgeParts,
  jar: CookieJar,
  returnPath: string,
): Promise<string> {
  const session = await readSession(parts, jar);
  if (session.state !== 'anonymous') {
    // A change that overtook the sign-in may still be in this browser alone: it belongs to the account.
    if (session.state === 'authenticated') await absorbBrowser(parts, jar, session.entity);
    await parts.sessions?.end(jar);
    clearFlows(jar);
    await parts.browser.plant(jar, emptyRecord(parts.random, session.sid));
  }
  return `${peerOriginOf(parts).href}${startPath(returnPath)}`;
}

import { encodeBase64url } from '../core/base64url.ts';
import type { CookieJar } from '../core/cookie.ts';
import { safeReturnPath } from '../handoff/return-path.ts';
import { startFlow } from '../handoff/verifier.ts';
import { type BridgeParts, peerOriginOf } from './parts.ts';

/**
 * Begins a hand-off at its receiver: plants the verifier of a new flow in the browser and asks the other
 * domain for a token that only this browser can use.
 *
 * @param returnPath Where to go afterwards, untrusted.
 * @returns The URL to redirect to.
 */
export function startHandoff(
  parts: BridgeParts,
  jar: CookieJar,
  returnPath: string | null,
): string {
  const { flow, challenge } = startFlow(jar, parts.random, parts.clock);
  const query = new URLSearchParams({
    flow,
    challenge: encodeBase64url(challenge),
    return: safeReturnPath(returnPath, parts.returnPaths),
  });
  return `${peerOriginOf(parts).href}/bridge/issue?${query}`;
}

/** The local URL that begins a hand-off towards us. */
export function startPath(returnPath: string): string {
  return `/bridge/start?${new URLSearchParams({ return: returnPath })}`;
}

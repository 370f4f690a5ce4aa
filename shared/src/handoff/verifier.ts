import { decodeBase64url, encodeBase64url } from '../core/base64url.ts';
import { equalBytes, sha256 } from '../core/bytes.ts';
import type { Clock } from '../core/clock.ts';
import { nowSeconds } from '../core/clock.ts';
import type { CookieJar } from '../core/cookie.ts';
import type { Random } from '../core/random.ts';
import { FLOW_COOKIE_PREFIX, MAX_FLOWS, VERIFIER_TTL_SECONDS } from './constants.ts';

const VERIFIER_BYTES = 32;
const FLOW_BYTES = 12;
const CHALLENGE_BYTES = 32;
/** Flows that one answer takes away: each is a header, and proxies stop at 4 KB of them (nginx `proxy_buffer_size`). */
const MAX_DROPPED_FLOWS = 20;
const FLOW = /^[A-Za-z0-9_-]{16}$/;

/** One run of the hand-off in one tab. */
export interface Flow {
  /** 16 characters of base64url: names the flow's cookie. */
  readonly flow: string;
  /** S256 of the verifier that this browser keeps (RFC 7636 §4.2). */
  readonly challenge: Uint8Array;
}

/** Plants the verifier of a new flow in the browser that asks; at most five, the oldest gives way. */
export function startFlow(jar: CookieJar, random: Random, clock: Clock): Flow {
  const flow = encodeBase64url(random(FLOW_BYTES));
  const verifier = random(VERIFIER_BYTES);
  dropOldest(jar);
  const value = `${nowSeconds(clock)}.${encodeBase64url(verifier)}`;
  jar.set(FLOW_COOKIE_PREFIX + flow, value, VERIFIER_TTL_SECONDS);
  return { flow, challenge: sha256(verifier) };
}

/** Whether this browser holds the verifier of the flow: the browser that asked, and no other. */
export function holdsVerifier(jar: CookieJar, { flow, challenge }: Flow): boolean {
  const verifier = decodeBase64url(jar.get(FLOW_COOKIE_PREFIX + flow)?.split('.')[1] ?? '');
  return verifier?.length === VERIFIER_BYTES && equalBytes(sha256(verifier), challenge);
}

/** Takes every verifier from the browser: tokens under way to it are void. */
export function clearFlows(jar: CookieJar): void {
  for (const name of flowCookies(jar)) jar.clear(name);
}

/** A flow id from outside, or null. */
export function parseFlowId(text: string): string | null {
  return FLOW.test(text) ? text : null;
}

/** A challenge from outside, or null. */
export function parseChallenge(text: string): Uint8Array | null {
  const bytes = decodeBase64url(text);
  return bytes && isChallenge(bytes) ? bytes : null;
}

/** Whether these are the bytes of a challenge. */
export function isChallenge(bytes: Uint8Array): boolean {
  return bytes.length === CHALLENGE_BYTES;
}

function dropOldest(jar: CookieJar): void {
  const plantedAt = (name: string): number => Number(jar.get(name)?.split('.')[0]) || 0;
  const names = flowCookies(jar).sort((a, b) => plantedAt(b) - plantedAt(a));
  // More than five are none of ours: somebody tossed them, and what is left goes with the next flow.
  for (const name of names.slice(MAX_FLOWS - 1).slice(-MAX_DROPPED_FLOWS)) jar.clear(name);
}

/** Names like ours that no flow of ours has are passed over: some of them could not even be cleared. */
function flowCookies(jar: CookieJar): string[] {
  const names = jar.namesWithPrefix(FLOW_COOKIE_PREFIX);
  return names.filter((name) => parseFlowId(name.slice(FLOW_COOKIE_PREFIX.length)) !== null);
}

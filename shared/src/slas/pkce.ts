import { encodeBase64url } from '../core/base64url.ts';
import { sha256 } from '../core/bytes.ts';
import type { Random } from '../core/random.ts';

/** What ties a code to whoever asked for it (RFC 7636). */
export interface Pkce {
  /** 128 characters, the most that RFC 7636 §4.1 allows. Goes with the code. */
  readonly verifier: string;
  /** S256 of the verifier. Goes with `authorize` or `login`. */
  readonly challenge: string;
}

const VERIFIER_BYTES = 96;

/** Makes a fresh verifier and its challenge. */
export function createPkce(random: Random): Pkce {
  const verifier = encodeBase64url(random(VERIFIER_BYTES));
  return { verifier, challenge: challengeOf(verifier) };
}

/** The S256 challenge of a verifier (RFC 7636 §4.2); SLAS knows no other. */
export function challengeOf(verifier: string): string {
  return encodeBase64url(sha256(verifier));
}

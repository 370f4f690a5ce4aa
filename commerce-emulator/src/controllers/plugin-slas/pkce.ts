import { createHash, randomBytes } from 'node:crypto';

/** A verifier and its S256 challenge (RFC 7636 §4). */
export interface Pkce {
  /** 96 random bytes: 128 characters, the most that there may be. */
  readonly verifier: string;
  readonly challenge: string;
}

/** Makes a fresh one. */
export function createPkce(): Pkce {
  const verifier = randomBytes(96).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

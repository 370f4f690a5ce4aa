import { createHash } from 'node:crypto';
import type { Client } from '../platform/clients.ts';
import { badParameters } from './slas-problem.ts';
import type { SlasRequest } from './slas-request.ts';

/** The S256 challenge. Null: a private client that does without. @throws {SlasProblem} 400. */
export function readChallenge(client: Client, { parameters }: SlasRequest): string | null {
  const challenge = parameters.get('code_challenge');
  if (challenge === null && client.secret !== null) return null;
  if (challenge === null || !/^[\w-]{43,128}$/.test(challenge)) throw badParameters();
  return challenge;
}

/**
 * Checks the verifier of a code: needed whenever there was a challenge, also by a private client.
 *
 * @throws {SlasProblem} 400.
 */
export function checkVerifier(challenge: string | null, verifier: string | null): void {
  if (challenge === null) return;
  if (verifier === null) throw badParameters('code_verifier is required');
  const hash = createHash('sha256').update(verifier).digest('base64url');
  if (hash !== challenge) throw badParameters('Bad or missing code_verifier.');
}

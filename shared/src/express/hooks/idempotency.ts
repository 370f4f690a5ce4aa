import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import { RequestError } from '../../core/request-error.ts';
import type { IdempotentRequest } from '../../invalidation/change.ts';
import { IDEMPOTENCY_SECONDS } from '../../invalidation/constants.ts';
import { actorOf, type HookCaller } from './hook-caller.ts';
import { canonicalJson, type Fields } from './json-body.ts';

/** 1–255 visible ASCII characters. No space: of two headers of one name, Node makes `a, b`. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads the `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header).
 *
 * What is kept of the request is a MAC under the caller's secret, and not a hash: the body may hold a password,
 * whose hash could be guessed by whoever reads the database, much faster than the one that the user has.
 *
 * @returns Undefined where there is no such header.
 * @throws {RequestError} `malformed` when it is sent twice, or is not 1–255 visible ASCII characters.
 */
export function readIdempotencyKey(
  req: Request,
  { credential, route }: HookCaller,
  fields: Fields,
): IdempotentRequest | undefined {
  const key = req.get('idempotency-key');
  if (key === undefined) return undefined;
  if (!KEY.test(key)) {
    const detail = 'The Idempotency-Key has to be 1-255 visible ASCII characters.';
    throw new RequestError(400, 'malformed', detail);
  }
  const fingerprint = createHmac('sha256', credential.secretHash)
    .update(canonicalJson([route, fields]))
    .digest('base64url');
  return { credential: actorOf(credential), key, fingerprint, keepSeconds: IDEMPOTENCY_SECONDS };
}

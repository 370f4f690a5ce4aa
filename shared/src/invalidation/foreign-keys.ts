import { type CompactVerifyGetKey, createRemoteJWKSet, customFetch, errors } from 'jose';
import { RequestError } from '../core/request-error.ts';
import { InvalidationError } from './errors.ts';

/** For a key set that cannot be read, the least time until it is worth asking again. */
const RETRY_SECONDS = 30;

/**
 * The keys of another issuer: read when its first event comes, every ten minutes from then on, and when an event
 * names a key that is not among them, at most every 30 seconds. What an event says about keys is never followed,
 * redirects neither.
 *
 * Rejects with an `InvalidationError` (`ERR_EVENT_UNKNOWN_KEY`) where no one key fits, and with a `RequestError`
 * (`busy`) where the keys cannot be read: then nothing is known about the event, and it is to be sent again.
 */
export function createForeignKeys(jwksUrl: string, fetchKeys: typeof fetch): CompactVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    [customFetch]: (url, options) => fetchKeys(url, options),
  });
  return async function findForeignKey(header, token) {
    try {
      return await keys(header, token);
    } catch (cause) {
      throw isOfTheEvent(cause) ? unknownKey(cause) : unreadable();
    }
  };
}

function isOfTheEvent(error: unknown): boolean {
  const { JWKSNoMatchingKey, JWKSMultipleMatchingKeys } = errors;
  return error instanceof JWKSNoMatchingKey || error instanceof JWKSMultipleMatchingKeys;
}

function unknownKey(cause: unknown): InvalidationError {
  const expected = '"kid" expected to name one of the keys';
  return new InvalidationError('ERR_EVENT_UNKNOWN_KEY', expected, { cause });
}

function unreadable(): RequestError {
  const detail = 'The keys of the issuer cannot be read right now. Please try again.';
  return new RequestError(503, 'busy', detail, RETRY_SECONDS);
}

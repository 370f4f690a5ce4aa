import { type CompactVerifyGetKey, compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { decodeBase64url } from '../core/base64url.ts';
import { type Clock, nowSeconds } from '../core/clock.ts';
import { RequestError } from '../core/request-error.ts';
import { MAX_EVENT_BYTES } from './constants.ts';
import { InvalidationError, type InvalidationErrorCode } from './errors.ts';
import type { EventIssuer } from './event-issuers.ts';
import { type ForeignEvent, readForeignClaims } from './foreign-claims.ts';
import { createForeignKeys } from './foreign-keys.ts';

/** Verifies events of other issuers. */
export interface ForeignEventVerifier {
  /**
   * @param jwt Untrusted: a Security Event Token (RFC 8417).
   * @returns Null for an event about the stream itself, as transmitters send to try it out: there is nothing to do.
   * @throws {InvalidationError} `ERR_EVENT_…`: it is refused, and will be next time.
   * @throws {RequestError} `busy`: the keys of the issuer cannot be read right now.
   */
  verify(jwt: string): Promise<ForeignEvent | null>;
}

/** What the verifier is made of. */
export interface ForeignEventVerifierOptions {
  /** Of `parseEventIssuers`: nobody else is believed. */
  readonly issuers: readonly EventIssuer[];
  /** Exact origin of the checkout domain. */
  readonly audience: string;
  /** Reads the key sets of issuers. */
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly clock: Clock;
}

/** No HS256: whoever reads a public key could sign with it as a secret. And no `none`. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256'];
/** RFC 8417 §2.3; the long form of a media type means the same (RFC 7515 §4.1.9). */
const TYPE = /^(?:application\/)?secevent\+jwt$/i;

/**
 * Makes the verifier of events of other issuers.
 *
 * @throws {TypeError} Without an issuer.
 */
export function createForeignEventVerifier(
  options: ForeignEventVerifierOptions,
): ForeignEventVerifier {
  const { issuers, audience, clock } = options;
  if (issuers.length === 0) throw new TypeError('"issuers" expected at least one');
  const keysOf = new Map(
    issuers.map(({ issuer, jwksUrl }) => [issuer, createForeignKeys(jwksUrl, options.fetch)]),
  );
  return {
    async verify(jwt) {
      const { header, claims } = decodeEvent(jwt);
      checkType(header);
      // Before the signature, because it decides whose keys count; the signature covers it.
      const { iss: issuer = '' } = claims;
      const keys = keysOf.get(issuer);
      if (!keys) throw refused('ERR_EVENT_WRONG_ISSUER', '"iss" expected an issuer that we know');
      await checkSignature(jwt, keys);
      return readForeignClaims(claims, { issuer, audience, now: nowSeconds(clock) });
    },
  };
}

/** Has verified nothing. */
function decodeEvent(jwt: string) {
  if (jwt.length > MAX_EVENT_BYTES || !isCanonical(jwt)) {
    throw refused('ERR_EVENT_MALFORMED', 'expected up to 64 KiB of base64url');
  }
  try {
    return { header: decodeProtectedHeader(jwt), claims: decodeJwt(jwt) };
  } catch (cause) {
    throw refused('ERR_EVENT_MALFORMED', 'expected a compact JWS of JSON', cause);
  }
}

/** The library passes over stray bits at the end of a part: one event would have several spellings. */
function isCanonical(jwt: string): boolean {
  return jwt.split('.').every((part) => decodeBase64url(part) !== null);
}

function checkType({ typ }: { readonly typ?: unknown }): void {
  if (typeof typ !== 'string' || !TYPE.test(typ)) {
    throw refused('ERR_EVENT_WRONG_TYPE', '"typ" expected secevent+jwt');
  }
}

async function checkSignature(jwt: string, keys: CompactVerifyGetKey): Promise<void> {
  try {
    await compactVerify(jwt, keys, { algorithms: ALGORITHMS });
  } catch (cause) {
    if (cause instanceof InvalidationError || cause instanceof RequestError) throw cause;
    throw refused('ERR_EVENT_NOT_AUTHENTIC', 'expected the signature of the key', cause);
  }
}

function refused(code: InvalidationErrorCode, message: string, cause?: unknown): InvalidationError {
  return new InvalidationError(code, message, { cause });
}

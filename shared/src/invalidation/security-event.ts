import {
  type CompactVerifyGetKey,
  compactVerify,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { type Clock, nowSeconds } from '../core/clock.ts';
import type { IssuerKeys } from '../peer/issuer-keys.ts';
import type { EpochBound } from './change-reader.ts';
import { MAX_EVENT_BYTES } from './constants.ts';
import { InvalidationError } from './errors.ts';
import {
  type EventParties,
  type WriteOptions,
  writeChange,
  writeVerification,
} from './event-claims.ts';
import { type Fields, malformedEvent } from './event-fields.ts';
import { readEvent, type VerifiedEvent } from './event-reader.ts';
import type { FeedEntry } from './feed.ts';
import { EVENT_ALGORITHM, type SigningKeys } from './signing-keys.ts';

/** What is signed with. */
export interface Signing {
  readonly keys: SigningKeys;
  readonly clock: Clock;
}

/** RFC 8417 §2.3: what keeps an event from being taken for any other token, and the other way round. */
const EVENT_TYPE = 'secevent+jwt';

/** Makes the Security Event Token of a feed entry (RFC 8417, CAEP 1.0 `session-revoked`). */
export function signEvent(
  entry: FeedEntry,
  options: WriteOptions,
  signing: Signing,
): Promise<string> {
  return sign(writeChange(entry, options), signing);
}

/** Makes a verification event (SSF 1.0 §8.1.4). Without a state: one that nobody asked for. */
export function signVerification(
  verification: { readonly jti: string; readonly state: string | null },
  parties: EventParties,
  signing: Signing,
): Promise<string> {
  return sign(writeVerification(verification.jti, verification.state, parties), signing);
}

function sign(claims: JWTPayload, { keys, clock }: Signing): Promise<string> {
  const [{ kid, privateKey }] = keys.keys;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: EVENT_ALGORITHM, typ: EVENT_TYPE, kid })
    .setIssuedAt(nowSeconds(clock))
    .sign(privateKey);
}

/** What an event is checked against. */
export interface VerifyOptions {
  readonly keys: IssuerKeys;
  readonly parties: EventParties;
  readonly clock: Clock;
}

/**
 * Checks a Security Event Token, cheapest first: size, form, header, signature, then what it says.
 *
 * @param jwt Untrusted.
 * @throws {InvalidationError} `ERR_EVENT_MALFORMED`, `ERR_EVENT_WRONG_TYPE`, `ERR_EVENT_NOT_AUTHENTIC` (another
 * algorithm, or the signature is wrong), `ERR_EVENT_UNKNOWN_KEY` (also while the issuer's keys cannot be had: it
 * heals), and everything `readEvent` throws.
 */
export async function verifyEvent(
  jwt: string,
  options: VerifyOptions,
  bound?: EpochBound,
): Promise<VerifiedEvent> {
  const { keys, parties, clock } = options;
  if (Buffer.byteLength(jwt) > MAX_EVENT_BYTES) throw malformedEvent('the event is too large');
  checkHeader(decodeHeader(jwt));
  const claims = parseClaims(await openSigned(jwt, keys));
  return readEvent(claims, parties, clock(), bound);
}

function decodeHeader(jwt: string): Fields {
  try {
    return { ...decodeProtectedHeader(jwt) };
  } catch (cause) {
    throw malformedEvent('the event is no signed token', { cause });
  }
}

function checkHeader({ typ, alg, kid }: Fields): void {
  if (typ !== EVENT_TYPE) throw new InvalidationError('ERR_EVENT_WRONG_TYPE', 'another type');
  if (alg !== EVENT_ALGORITHM) throw notAuthentic('another algorithm');
  if (typeof kid !== 'string' || kid === '') throw unknownKey('the event names no key');
}

async function openSigned(jwt: string, keys: IssuerKeys): Promise<Uint8Array> {
  const findKey: CompactVerifyGetKey = async (header, token) => {
    try {
      return await keys(header, token);
    } catch (cause) {
      throw unknownKey('the key of the event is not to be had', { cause });
    }
  };
  try {
    return (await compactVerify(jwt, findKey, { algorithms: [EVENT_ALGORITHM] })).payload;
  } catch (cause) {
    if (cause instanceof InvalidationError) throw cause;
    const isForged = cause instanceof errors.JWSSignatureVerificationFailed;
    throw isForged
      ? notAuthentic('the signature is wrong', { cause })
      : malformedEvent('the event is no signed token', { cause });
  }
}

function parseClaims(payload: Uint8Array): Fields {
  const claims = parseJson(payload);
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw malformedEvent('the claims expected an object');
  }
  return claims as Fields;
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    throw malformedEvent('the claims expected JSON', { cause });
  }
}

function notAuthentic(message: string, options?: ErrorOptions): InvalidationError {
  return new InvalidationError('ERR_EVENT_NOT_AUTHENTIC', message, options);
}

function unknownKey(message: string, options?: ErrorOptions): InvalidationError {
  return new InvalidationError('ERR_EVENT_UNKNOWN_KEY', message, options);
}

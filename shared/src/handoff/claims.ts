import { decode, encode } from 'cborg';
import { encodeBase64url } from '../core/base64url.ts';
import { type Clock, nowSeconds } from '../core/clock.ts';
import type { CartMark } from './cart-mark.ts';
import { CLOCK_SKEW_SECONDS, MAX_RETURN_CHARACTERS, TOKEN_TTL_SECONDS } from './constants.ts';
import { HandoffError } from './errors.ts';
import { type Link, parseLink, writeLink } from './link.ts';
import { type ParkedState, readParkedState, writeParkedState } from './parked-state.ts';
import { isReturnHandle } from './return-handle.ts';
import { parseChallenge, parseFlowId } from './verifier.ts';

/** Everything a token says. */
export interface HandoffClaims {
  /** 16 random bytes in base64url: what the receiver counts a token by. */
  readonly jti: string;
  /** Epoch seconds. */
  readonly issuedAt: number;
  readonly flow: string;
  readonly challenge: Uint8Array;
  /** Local path at the receiver to go on to. */
  readonly returnPath: string;
  /** Encoded shopping state, which `decodeState` checks; or where it waits, when it is too large to come along. */
  readonly state: Uint8Array | ParkedState;
  /** Who the shopper is to the shop; null from shopping to checkout, always. */
  readonly link: Link | null;
  /** Stands in for a link in a signed token to a shop on plain HTTP; never in an encrypted one. */
  readonly mark?: CartMark;
  /** 22 characters of base64url, by which checkout tells the shop of an order; either side may mint it. */
  readonly returnHandle?: string;
}

/** Bytes of a jti. */
export const JTI_BYTES = 16;
const FIELDS = 7;

/** Encodes claims as one CBOR array; docs/protocol.md §4 names every element. */
export function encodeClaims(claims: HandoffClaims): Uint8Array {
  const { jti, issuedAt, flow, challenge, returnPath, state, link, returnHandle } = claims;
  const id = Buffer.from(jti, 'base64url');
  const carried = state instanceof Uint8Array ? state : writeParkedState(state);
  const fields = [id, issuedAt, flow, challenge, returnPath, carried, link && writeLink(link)];
  const handle = returnHandle === undefined ? [] : [Buffer.from(returnHandle, 'base64url')];
  return encode([...fields, ...handle]);
}

/**
 * Reads claims out of authenticated bytes.
 *
 * @throws {HandoffError} `ERR_HANDOFF_MALFORMED` on any other shape.
 */
export function parseClaims(bytes: Uint8Array): HandoffClaims {
  const fields = decodeFields(bytes);
  const [jti, issuedAt, flow, challenge, returnPath, carried, link, handle] = fields;
  const state = carried instanceof Uint8Array ? carried : readParkedState(carried);
  const wellFormed =
    (fields.length === FIELDS || (fields.length === FIELDS + 1 && isReturnHandle(handle))) &&
    jti instanceof Uint8Array &&
    jti.length === JTI_BYTES &&
    Number.isSafeInteger(issuedAt) &&
    typeof flow === 'string' &&
    parseFlowId(flow) !== null &&
    challenge instanceof Uint8Array &&
    parseChallenge(encodeBase64url(challenge)) !== null &&
    typeof returnPath === 'string' &&
    returnPath.length <= MAX_RETURN_CHARACTERS &&
    state !== null;
  if (!wellFormed) throw malformed();
  return {
    jti: encodeBase64url(jti),
    issuedAt: Number(issuedAt),
    flow,
    challenge,
    returnPath,
    state,
    link: link === null ? null : (parseLink(link) ?? raise(malformed())),
    ...(isReturnHandle(handle) && { returnHandle: encodeBase64url(handle) }),
  };
}

/**
 * Checks when the token was made.
 *
 * @throws {HandoffError} `ERR_HANDOFF_EXPIRED` after 60 s, `ERR_HANDOFF_NOT_YET_VALID` before its time; both with 15 s of grace.
 */
export function checkTime({ issuedAt }: HandoffClaims, clock: Clock): void {
  const age = nowSeconds(clock) - issuedAt;
  if (age > TOKEN_TTL_SECONDS + CLOCK_SKEW_SECONDS) {
    throw new HandoffError('ERR_HANDOFF_EXPIRED', `the token is ${age} s old`);
  }
  if (age < -CLOCK_SKEW_SECONDS) {
    throw new HandoffError(
      'ERR_HANDOFF_NOT_YET_VALID',
      `the token is ${-age} s ahead of our clock`,
    );
  }
}

function decodeFields(bytes: Uint8Array): readonly unknown[] {
  try {
    const fields: unknown = decode(bytes, { strict: true, allowIndefinite: false });
    return Array.isArray(fields) ? fields : [];
  } catch (cause) {
    throw malformed({ cause });
  }
}

function malformed(options?: ErrorOptions): HandoffError {
  return new HandoffError('ERR_HANDOFF_MALFORMED', 'the claims have another shape', options);
}

function raise(error: Error): never {
  throw error;
}

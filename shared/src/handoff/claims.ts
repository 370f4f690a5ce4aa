import { encodeBase64url } from '../core/base64url.ts';
import { CborReader } from '../core/cbor-reader.ts';
import { CborWriter } from '../core/cbor-writer.ts';
import { type Clock, nowSeconds } from '../core/clock.ts';
import type { CartMark } from './cart-mark.ts';
import { CLOCK_SKEW_SECONDS, MAX_RETURN_CHARACTERS, TOKEN_TTL_SECONDS } from './constants.ts';
import { HandoffError } from './errors.ts';
import { type Link, readLink, writeLink } from './link.ts';
import { type ParkedState, readParkedState, writeParkedState } from './parked-state.ts';
import { isReturnHandle } from './return-handle.ts';
import { isChallenge, parseFlowId } from './verifier.ts';

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
/** What everything but state and return path takes, more or less. */
const BESIDE_STATE_BYTES = 320;

/** Encodes claims as one CBOR array; docs/protocol.md §4 names every element. */
export function encodeClaims(claims: HandoffClaims): Uint8Array {
  const { returnPath, state, link, returnHandle } = claims;
  const stateBytes = state instanceof Uint8Array ? state.length : 0;
  const writer = new CborWriter(stateBytes + returnPath.length + BESIDE_STATE_BYTES);
  writer.array(returnHandle === undefined ? FIELDS : FIELDS + 1);
  writer.bytes(Buffer.from(claims.jti, 'base64url'));
  writer.integer(claims.issuedAt);
  writer.text(claims.flow);
  writer.bytes(claims.challenge);
  writer.text(returnPath);
  if (state instanceof Uint8Array) writer.bytes(state);
  else writeParkedState(writer, state);
  if (link) writeLink(writer, link);
  else writer.null();
  if (returnHandle !== undefined) writer.bytes(Buffer.from(returnHandle, 'base64url'));
  return writer.finish();
}

/**
 * Reads claims out of authenticated bytes.
 *
 * @throws {HandoffError} `ERR_HANDOFF_MALFORMED` on any other shape.
 */
export function parseClaims(bytes: Uint8Array): HandoffClaims {
  const reader = new CborReader(bytes, malformed);
  const fields = reader.array();
  check(fields === FIELDS || fields === FIELDS + 1);
  const jti = reader.bytes();
  const issuedAt = reader.integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const flow = reader.text();
  const challenge = reader.bytes();
  const returnPath = reader.text();
  check(jti.length === JTI_BYTES && parseFlowId(flow) !== null && isChallenge(challenge));
  check(returnPath.length <= MAX_RETURN_CHARACTERS);
  const state = reader.isArray() ? (readParkedState(reader) ?? raise(malformed())) : reader.bytes();
  const link = reader.isNull() ? null : (readLink(reader) ?? raise(malformed()));
  const handle = fields > FIELDS ? reader.bytes() : null;
  check(handle === null || isReturnHandle(handle));
  reader.end();
  return {
    jti: encodeBase64url(jti),
    issuedAt,
    flow,
    challenge,
    returnPath,
    state,
    link,
    ...(handle && { returnHandle: encodeBase64url(handle) }),
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

function check(condition: boolean): asserts condition {
  if (!condition) throw malformed();
}

function malformed(): HandoffError {
  return new HandoffError('ERR_HANDOFF_MALFORMED', 'the claims have another shape');
}

function raise(error: Error): never {
  throw error;
}

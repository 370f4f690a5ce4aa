import { encode } from 'cborg';
import { sha256 } from '../core/bytes.ts';
import { decodeFields } from '../core/cbor-fields.ts';
import { nowSeconds } from '../core/clock.ts';
import { JTI_BYTES } from '../handoff/claims.ts';
import {
  MAX_PARKED_BYTES,
  PARKED_ATTEMPTS,
  PARKED_TIMEOUT_SECONDS,
  TOKEN_KEPT_SECONDS,
} from '../handoff/constants.ts';
import { HandoffError } from '../handoff/errors.ts';
import { mintParkedRef, type ParkedState } from '../handoff/parked-state.ts';
import type { PeerAnswer } from '../peer/bounded-fetch.ts';
import { PeerError } from '../peer/errors.ts';
import type { BridgeParts } from './parts.ts';

/** Where the other server fetches what waits for it: `GET` with the reference behind it and the token's `jti`. */
export const PARKED_PATH = '/bridge/parked';

/**
 * Lets a state wait here, for the time of the token that is to speak of it.
 *
 * @returns Null where this domain has no store for it.
 */
export async function parkState(
  { parked, clock, random }: BridgeParts,
  state: Uint8Array,
): Promise<ParkedState | null> {
  if (!parked) return null;
  // A second longer than the token may be accepted anywhere: at `until` a row is over.
  const until = nowSeconds(clock) + TOKEN_KEPT_SECONDS + 1;
  const ref = mintParkedRef(random);
  return { ref: await parked.park({ ref, digest: sha256(state), state, until }) };
}

/**
 * Answers the other server on the sender's side: the state, sealed for the token that speaks of it. As often as
 * it is asked for while a token can be accepted, so that a lost answer loses no cart.
 *
 * @returns Null when nothing is there, or not any more.
 */
export async function sealParked(
  { parked, parkedHere, clock }: BridgeParts,
  ref: string,
  jti: string,
): Promise<string | null> {
  const id = Buffer.from(jti, 'base64url');
  if (!parked || id.length !== JTI_BYTES) return null;
  const state = await parked.read(ref, nowSeconds(clock));
  return state && parkedHere.seal(encode([id, state]));
}

/**
 * Fetches on the receiver's side what waits at the sender, from the configured server alone. What fails once is
 * asked for once more.
 *
 * @throws {HandoffError} `ERR_HANDOFF_NOT_FETCHED`; the same token may be tried again while it lives.
 */
export async function fetchParked(
  parts: BridgeParts,
  jti: string,
  { ref }: ParkedState,
): Promise<Uint8Array> {
  let failure: unknown;
  for (let attempt = 0; attempt < PARKED_ATTEMPTS; attempt++) {
    try {
      const answer = await callForParked(parts, jti, ref);
      if (answer.status < 500) return openParked(parts, jti, answer);
      failure = new Error(`the other server answered ${answer.status}`);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      failure = error;
    }
  }
  throw notFetched('the other server did not give it', { cause: failure });
}

function callForParked({ peer }: BridgeParts, jti: string, ref: string): Promise<PeerAnswer> {
  return peer.call({
    method: 'GET',
    path: `${PARKED_PATH}/${ref}?jti=${jti}`,
    timeoutSeconds: PARKED_TIMEOUT_SECONDS,
    maxAnswerBytes: MAX_PARKED_BYTES,
  });
}

function openParked(
  { parkedThere }: BridgeParts,
  jti: string,
  { status, body }: PeerAnswer,
): Uint8Array {
  if (status !== 200) throw notFetched(`the other server answered ${status}`);
  const opened = parkedThere.open(body);
  if (!opened.ok) throw notFetched(`the answer does not open: ${opened.reason}`);
  const state = readAnswer(opened.bytes, jti);
  if (!state) throw notFetched('the answer is for another token');
  return state;
}

function readAnswer(bytes: Uint8Array, jti: string): Uint8Array | null {
  const fields = decodeFields(bytes);
  const [id, state] = fields;
  const wellFormed =
    fields.length === 2 &&
    id instanceof Uint8Array &&
    Buffer.from(jti, 'base64url').equals(id) &&
    state instanceof Uint8Array;
  return wellFormed ? state : null;
}

function notFetched(message: string, options?: ErrorOptions): HandoffError {
  return new HandoffError('ERR_HANDOFF_NOT_FETCHED', message, options);
}

import { CborReader } from '../core/cbor-reader.ts';
import { CborWriter } from '../core/cbor-writer.ts';
import type { Random } from '../core/random.ts';
import { ACTOR_BYTES, type Actor, actorFromBytes, actorToBytes } from './actor.ts';
import { decodeState, encodeState } from './encode.ts';
import { check, malformed } from './malformed.ts';
import { emptyState, type ShoppingState } from './shopping-state.ts';

/** A state as one domain keeps it. Everything beside the state stays on that domain. */
export interface StateRecord {
  readonly state: ShoppingState;
  /** Under whose name this domain writes next; null: nobody yet, or the last one can no longer be trusted. */
  readonly actor: Actor | null;
  /** `sid` of the checkout session whose sign-out began this state; null for most. */
  readonly endedSid: string | null;
}

const MAX_SID = 64;
const FIELDS = 3;
const BESIDE_STATE_BYTES = 96;

/** A record for a browser that has none. */
export function emptyRecord(random: Random, endedSid: string | null = null): StateRecord {
  return { state: emptyState(random), actor: null, endedSid };
}

/** Encodes for this domain's own cookie or store. */
export function encodeRecord({ state, actor, endedSid }: StateRecord): Uint8Array {
  const bytes = encodeState(state);
  const writer = new CborWriter(bytes.length + BESIDE_STATE_BYTES);
  writer.array(FIELDS);
  writer.bytes(bytes);
  if (actor === null) writer.null();
  else writer.bytes(actorToBytes(actor));
  if (endedSid === null) writer.null();
  else writer.text(endedSid);
  return writer.finish();
}

/**
 * Decodes what `encodeRecord` made.
 *
 * @throws {StateError} `ERR_STATE_MALFORMED`.
 */
export function decodeRecord(bytes: Uint8Array): StateRecord {
  const reader = new CborReader(bytes, malformed);
  check(reader.array() === FIELDS);
  const state = reader.bytes();
  const actor = reader.isNull() ? null : readActor(reader);
  const endedSid = reader.isNull() ? null : reader.text();
  check(endedSid === null || endedSid.length <= MAX_SID);
  reader.end();
  return { state: decodeState(state), actor, endedSid };
}

function readActor(reader: CborReader): Actor {
  const bytes = reader.bytes();
  check(bytes.length === ACTOR_BYTES);
  return actorFromBytes(bytes);
}

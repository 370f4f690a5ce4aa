import { decode, encode } from 'cborg';
import type { Random } from '../core/random.ts';
import { ACTOR_BYTES, type Actor, actorFromBytes, actorToBytes } from './actor.ts';
import { check } from './columns.ts';
import { decodeState, encodeState } from './encode.ts';
import { StateError } from './errors.ts';
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

/** A record for a browser that has none. */
export function emptyRecord(random: Random, endedSid: string | null = null): StateRecord {
  return { state: emptyState(random), actor: null, endedSid };
}

/** Encodes for this domain's own cookie or store. */
export function encodeRecord({ state, actor, endedSid }: StateRecord): Uint8Array {
  return encode([encodeState(state), actor && actorToBytes(actor), endedSid]);
}

/**
 * Decodes what `encodeRecord` made.
 *
 * @throws {StateError} `ERR_STATE_MALFORMED`.
 */
export function decodeRecord(bytes: Uint8Array): StateRecord {
  const fields = decodeFields(bytes);
  check(Array.isArray(fields) && fields.length === 3);
  const [state, actor, endedSid] = fields as readonly unknown[];
  check(state instanceof Uint8Array);
  check(actor === null || (actor instanceof Uint8Array && actor.length === ACTOR_BYTES));
  check(endedSid === null || (typeof endedSid === 'string' && endedSid.length <= MAX_SID));
  return { state: decodeState(state), actor: actor && actorFromBytes(actor), endedSid };
}

function decodeFields(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, { strict: true });
  } catch (cause) {
    throw new StateError('ERR_STATE_MALFORMED', 'the bytes are not a state record', { cause });
  }
}

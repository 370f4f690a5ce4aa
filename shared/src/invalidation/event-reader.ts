import { type EpochBound, type EpochLimits, readLearned } from './change-reader.ts';
import { InvalidationError } from './errors.ts';
import { type EventParties, SESSION_REVOKED, VERIFICATION } from './event-claims.ts';
import {
  type Fields,
  fieldsOf,
  foreignSubject,
  identifierOf,
  malformedEvent,
} from './event-fields.ts';
import { parseEventId, writeEventId } from './event-id.ts';
import type { Learned } from './receiver-store.ts';

/** What an event says that was checked in every respect. */
export type VerifiedEvent =
  | {
      readonly kind: 'change';
      readonly jti: string;
      readonly incarnation: string;
      readonly seq: number;
      readonly learned: Learned;
      /** Its epoch was too far ahead of our clock and counts as the highest that may be. */
      readonly isAhead?: true;
    }
  | {
      readonly kind: 'verification';
      readonly jti: string;
      /** What the receiver gave along; null: the transmitter sent it of itself. */
      readonly state: string | null;
    };

/** Checks an event and reads it; see `verifyEvent`. */
export type VerifyEvent = (jwt: string, bound?: EpochBound) => Promise<VerifiedEvent>;

/**
 * Reads the claims of an event whose signature is good. Members that are not ours are passed over (SSF 1.0).
 * No event is too old: `max()` makes a late one harmless.
 *
 * @param now Epoch milliseconds.
 * @throws {InvalidationError} `ERR_EVENT_WRONG_ISSUER`, `ERR_EVENT_WRONG_AUDIENCE`, `ERR_EVENT_NOT_ONE_EVENT`,
 * `ERR_EVENT_UNKNOWN_EVENT`, `ERR_EVENT_MALFORMED`, `ERR_EVENT_WRONG_SUBJECT` (well-formed, but none that the
 * issuer may speak for) or `ERR_EVENT_EPOCH_OUT_OF_BOUNDS`; in this order.
 */
export function readEvent(
  claims: Fields,
  parties: EventParties,
  now: number,
  bound: EpochBound = 'refuse',
): VerifiedEvent {
  if (claims.iss !== parties.issuer) {
    throw new InvalidationError('ERR_EVENT_WRONG_ISSUER', 'the event is of another issuer');
  }
  if (![claims.aud].flat().includes(parties.audience)) {
    throw new InvalidationError('ERR_EVENT_WRONG_AUDIENCE', 'the event is for somebody else');
  }
  const [uri, payload] = readOnlyEvent(claims.events);
  // ID tokens and logout tokens say `sub` or `exp`; an event says neither (SSF 1.0).
  if ('sub' in claims || 'exp' in claims) throw malformedEvent('"sub" or "exp" is present');
  if (typeof claims.iat !== 'number') throw malformedEvent('"iat" expected a number');
  return uri === VERIFICATION
    ? readVerification(claims, payload, parties)
    : readChange(claims, payload, parties, { now, bound });
}

function readOnlyEvent(events: unknown): readonly [string, Fields] {
  const all = Object.entries(fieldsOf(events, 'events'));
  const [first] = all;
  if (!first || all.length > 1) {
    throw new InvalidationError('ERR_EVENT_NOT_ONE_EVENT', `expected one event, got ${all.length}`);
  }
  const [uri, payload] = first;
  if (uri !== SESSION_REVOKED && uri !== VERIFICATION) {
    throw new InvalidationError('ERR_EVENT_UNKNOWN_EVENT', 'the event is none that we know');
  }
  return [uri, fieldsOf(payload, 'event')];
}

function readVerification(claims: Fields, payload: Fields, parties: EventParties): VerifiedEvent {
  const { format, id } = fieldsOf(claims.sub_id, 'sub_id');
  const { state = null } = payload;
  if (format !== 'opaque') throw malformedEvent('"sub_id" expected the format "opaque"');
  if (id !== parties.stream) throw foreignSubject('another stream');
  const jti = identifierOf(claims.jti, 'jti');
  if (state !== null && typeof state !== 'string') throw malformedEvent('"state" expected text');
  return { kind: 'verification', jti, state };
}

function readChange(
  claims: Fields,
  payload: Fields,
  parties: EventParties,
  limits: EpochLimits,
): VerifiedEvent {
  const place = parseEventId(claims.jti);
  const agrees = place?.seq === payload.seq && place?.incarnation === payload.incarnation;
  if (!place || !agrees) throw malformedEvent('"jti" expected incarnation and seq of the event');
  const { learned, isAhead } = readLearned(claims, payload, parties, limits);
  const event = { kind: 'change', jti: writeEventId(place), ...place, learned } as const;
  return isAhead ? { ...event, isAhead: true } : event;
}

import { MAX_EPOCH_LEAD_MILLISECONDS } from './constants.ts';
import { InvalidationError } from './errors.ts';
import type { EventParties } from './event-claims.ts';
import {
  type Fields,
  fieldsOf,
  foreignSubject,
  identifierOf,
  malformedEvent,
} from './event-fields.ts';
import type { Learned } from './receiver-store.ts';

/**
 * What becomes of an epoch more than 24 hours ahead. A push of it is refused. In a poll it is the issuer's own
 * doing, whose clock was wrong: there it counts as 24 hours ahead, which ends the sessions that it is about.
 * Refused there as well, one such entry would keep everybody's from being confirmed, for ever.
 */
export type EpochBound = 'refuse' | 'clamp';

/** What an epoch is held against. */
export interface EpochLimits {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly bound: EpochBound;
}

/** What an event teaches, and whether its epoch was too far ahead and was clamped. */
export interface ReadChange {
  readonly learned: Learned;
  readonly isAhead: boolean;
}

/**
 * What an event of ours teaches.
 *
 * @param claims Of an event whose issuer is known to be the one of `parties`.
 * @param payload Of its `session-revoked`.
 * @throws {InvalidationError} `ERR_EVENT_MALFORMED`, `ERR_EVENT_WRONG_SUBJECT` or `ERR_EVENT_EPOCH_OUT_OF_BOUNDS`.
 */
export function readLearned(
  claims: Fields,
  payload: Fields,
  parties: EventParties,
  limits: EpochLimits,
): ReadChange {
  const subject = fieldsOf(claims.sub_id, 'sub_id');
  const facts = { reason: readReason(payload.reason_admin), at: readTime(claims, payload) };
  switch (subject.format) {
    case 'iss_sub': {
      const sub = identifierOf(subject.sub, 'sub_id.sub');
      if (subject.iss !== parties.issuer) throw foreignSubject('a subject of another issuer');
      const { epoch, isAhead } = readEpoch(payload.epoch, limits);
      return { learned: { kind: 'subject', subject: sub, epoch, ...facts }, isAhead };
    }
    case 'complex': {
      const sid = readSid(subject.session);
      const signedOut = payload.signed_out === true;
      return { learned: { kind: 'session', sid, signedOut, ...facts }, isAhead: false };
    }
    case 'opaque': {
      if (subject.id !== parties.stream) throw foreignSubject('another stream');
      const { epoch, isAhead } = readEpoch(payload.floor_epoch, limits);
      return { learned: { kind: 'everyone', epoch, ...facts }, isAhead };
    }
    default:
      throw malformedEvent('"sub_id" expected another format');
  }
}

function readSid(session: unknown): string {
  const { format, id } = fieldsOf(session, 'sub_id.session');
  if (format !== 'opaque') throw malformedEvent('"sub_id.session" expected the format "opaque"');
  return identifierOf(id, 'sub_id.session.id');
}

function readEpoch(value: unknown, { now, bound }: EpochLimits) {
  const most = now + MAX_EPOCH_LEAD_MILLISECONDS;
  const isEpoch = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (isEpoch && value <= most) return { epoch: value, isAhead: false };
  if (isEpoch && bound === 'clamp') return { epoch: most, isAhead: true };
  const expected = 'expected an integer from 0 to 24 hours ahead';
  throw new InvalidationError('ERR_EVENT_EPOCH_OUT_OF_BOUNDS', expected);
}

function readTime({ iat }: Fields, { event_timestamp: seconds = iat }: Fields): number {
  const milliseconds = typeof seconds === 'number' ? Math.round(seconds * 1000) : Number.NaN;
  if (Number.isSafeInteger(milliseconds)) return milliseconds;
  throw malformedEvent('"event_timestamp" expected seconds');
}

/** A word for the shopper's notice; what does not look like one of ours is none. */
function readReason(reasons: unknown): string | null {
  const { en } = (reasons ?? {}) as Fields;
  return typeof en === 'string' && /^[a-z][a-z-]{0,63}$/.test(en) ? en : null;
}

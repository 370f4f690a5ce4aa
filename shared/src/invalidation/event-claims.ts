import type { JWTPayload } from 'jose';
import { writeEventId } from './event-id.ts';
import type { FeedEntry } from './feed.ts';

/** CAEP 1.0 §3.1. */
export const SESSION_REVOKED =
  'https://schemas.openid.net/secevent/caep/event-type/session-revoked';
/** SSF 1.0 §8.1.4. */
export const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification';

/** Between whom events go. */
export interface EventParties {
  /** Origin of checkout: who says it. */
  readonly issuer: string;
  /** Origin of shopping: whom it is said to. */
  readonly audience: string;
  /** Name of the stream; also the subject of what concerns everybody. */
  readonly stream: string;
}

/** What goes into the event of a feed entry beside the entry. */
export interface WriteOptions {
  readonly parties: EventParties;
  readonly incarnation: string;
  /** The pseudonym of a subject towards the audience. */
  readonly pairwise: (subject: string) => string;
  /** Whether the reason goes along; over an open wire it does not. */
  readonly withReason: boolean;
}

/** The claims of a feed entry's event, without `iat`. Of the user they hold the pseudonym alone. */
export function writeChange(entry: FeedEntry, options: WriteOptions): JWTPayload {
  const { parties, incarnation } = options;
  return {
    iss: parties.issuer,
    aud: parties.audience,
    jti: writeEventId({ incarnation, seq: entry.seq }),
    txn: entry.txn,
    sub_id: writeSubject(entry, options),
    events: { [SESSION_REVOKED]: writePayload(entry, options) },
  };
}

function writePayload(entry: FeedEntry, { incarnation, withReason }: WriteOptions): object {
  return {
    event_timestamp: Math.floor(entry.at / 1000),
    initiating_entity: entry.initiatingEntity,
    ...(withReason && { reason_admin: { en: entry.reason } }),
    ...(entry.kind === 'subject' && { epoch: entry.epoch }),
    ...(entry.kind === 'everyone' && { floor_epoch: entry.epoch }),
    ...(entry.kind === 'session' && entry.reason === 'sign-out' && { signed_out: true }),
    seq: entry.seq,
    incarnation,
  };
}

function writeSubject(entry: FeedEntry, { parties, pairwise }: WriteOptions): object {
  switch (entry.kind) {
    case 'subject':
      return { format: 'iss_sub', iss: parties.issuer, sub: pairwise(entry.subject) };
    case 'session':
      return { format: 'complex', session: { format: 'opaque', id: entry.sid } };
    case 'everyone':
      return { format: 'opaque', id: parties.stream };
  }
}

/** The claims of a verification event, without `iat`. */
export function writeVerification(
  jti: string,
  state: string | null,
  { issuer, audience, stream }: EventParties,
): JWTPayload {
  return {
    iss: issuer,
    aud: audience,
    jti,
    txn: jti,
    sub_id: { format: 'opaque', id: stream },
    events: { [VERIFICATION]: state === null ? {} : { state } },
  };
}

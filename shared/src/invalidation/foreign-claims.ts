import { encodeBase64url } from '../core/base64url.ts';
import { sha256 } from '../core/bytes.ts';
import { DAY, MINUTE } from '../core/duration.ts';
import type { Change, EndReason, InitiatingEntity } from './change.ts';
import { isReasonText } from './change-text.ts';
import { InvalidationError } from './errors.ts';
import { parseSubjectId, type SubjectId } from './subject-id.ts';

/** An event of somebody else, checked: whose sessions end, and why. */
export interface ForeignEvent {
  readonly subjectId: SubjectId;
  readonly change: Change;
}

/** What the claims are judged by. */
export interface ForeignClaimsContext {
  /** The allowed issuer whose key has signed. */
  readonly issuer: string;
  /** Exact origin of the checkout domain. */
  readonly audience: string;
  /** Epoch seconds. */
  readonly now: number;
}

type Members = Readonly<Record<string, unknown>>;

const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/';
/** The events of CAEP 1.0 that we act on. Whatever they say, the sessions end and nothing else changes. */
const REASONS: ReadonlyMap<string, EndReason> = new Map([
  [`${CAEP}session-revoked`, 'sessions-revoked'],
  [`${CAEP}credential-change`, 'credential-change'],
  [`${CAEP}token-claims-change`, 'role-change'],
]);
/** What a transmitter says of its stream (SSF 1.0 §8.1.4, §8.1.5). One that is refused may pause the stream. */
const SSF = 'https://schemas.openid.net/secevent/ssf/event-type/';
const ABOUT_THE_STREAM: readonly string[] = [`${SSF}verification`, `${SSF}stream-updated`];
const ENTITIES: readonly InitiatingEntity[] = ['admin', 'user', 'policy', 'system'];
/** The clocks of issuer and checkout. */
const SKEW_SECONDS = MINUTE;
/** Older ones tell of sessions that have ended long ago. */
const MAX_AGE_SECONDS: number = 30 * DAY;
/** Longer than any event is accepted, so that none is acted on twice. */
const KEEP_SECONDS: number = MAX_AGE_SECONDS + DAY;
const MAX_JTI_CHARACTERS = 255;

/**
 * Reads the claims of a Security Event Token (RFC 8417, SSF 1.0 §4.1) whose signature has been verified.
 *
 * Unknown members are passed over, as SSF 1.0 asks; `sub` and `exp` must not be there, so that no ID token or
 * logout token passes for an event.
 *
 * @returns Null for an event about the stream itself: well-formed, about nobody, and nothing is to be done.
 * @throws {InvalidationError} `ERR_EVENT_WRONG_AUDIENCE`, `…_MALFORMED`, `…_NOT_ONE_EVENT`, `…_UNKNOWN_EVENT`.
 */
export function readForeignClaims(
  claims: Members,
  context: ForeignClaimsContext,
): ForeignEvent | null {
  const { issuer, audience, now } = context;
  if (![claims.aud].flat().includes(audience)) {
    throw new InvalidationError('ERR_EVENT_WRONG_AUDIENCE', '"aud" expected our origin');
  }
  if ('sub' in claims || 'exp' in claims) throw malformed('"sub" and "exp" expected to be absent');
  checkAge(claims.iat, now);
  const jti = readJti(claims.jti);
  const event = readEvent(claims.events);
  if (!event) return null;
  const { uri, reason, payload } = event;
  const subjectId = readSubject(claims.sub_id);
  const actor = `issuer:${issuer}`;
  const fingerprint = encodeBase64url(sha256(JSON.stringify([uri, subjectId])));
  const change: Change = {
    actor,
    initiatingEntity: readEntity(payload.initiating_entity),
    reason,
    note: readReason(payload.reason_admin),
    once: { credential: actor, key: jti, fingerprint, keepSeconds: KEEP_SECONDS },
  };
  return { subjectId, change };
}

function checkAge(iat: unknown, now: number): void {
  if (typeof iat !== 'number') throw malformed('"iat" expected a number');
  if (iat > now + SKEW_SECONDS) throw malformed('"iat" expected not to be in the future');
  if (iat < now - MAX_AGE_SECONDS) throw malformed('"iat" expected at most 30 days ago');
}

function readJti(jti: unknown): string {
  const wellFormed = typeof jti === 'string' && jti.isWellFormed();
  if (wellFormed && jti.length > 0 && jti.length <= MAX_JTI_CHARACTERS) return jti;
  throw malformed('"jti" expected 1-255 characters');
}

interface NamedEvent {
  readonly uri: string;
  readonly reason: EndReason;
  readonly payload: Members;
}

function readEvent(events: unknown): NamedEvent | null {
  const [event, ...more] = Object.entries(isMembers(events) ? events : {});
  if (!event || more.length > 0) {
    throw new InvalidationError('ERR_EVENT_NOT_ONE_EVENT', '"events" expected one event');
  }
  const [uri, payload] = event;
  const reason = REASONS.get(uri);
  const isAboutTheStream = ABOUT_THE_STREAM.includes(uri);
  if (!reason && !isAboutTheStream) {
    throw new InvalidationError('ERR_EVENT_UNKNOWN_EVENT', '"events" expected one that we act on');
  }
  if (!isMembers(payload)) throw malformed('the event expected an object');
  return reason ? { uri, reason, payload } : null;
}

/**
 * Of a complex subject the user alone counts: a session, device or tenant of theirs narrows it down to what we
 * cannot tell apart, and ending too many sessions is the safe side. One without a user names nobody we know.
 */
function readSubject(value: unknown): SubjectId {
  const isComplex = isMembers(value) && value.format === 'complex';
  const subject = parseSubjectId(isComplex ? value.user : value);
  if (subject) return subject;
  throw malformed('"sub_id" expected email, iss_sub, opaque, or complex with a user');
}

function readEntity(value: unknown): InitiatingEntity {
  return ENTITIES.find((entity) => entity === value) ?? 'system';
}

/** Texts by language (CAEP 1.0 §2): the first one, if the audit trail can take it. */
function readReason(texts: unknown): string | undefined {
  const [text] = isMembers(texts) ? Object.values(texts) : [];
  return isReasonText(text) ? text : undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(message: string): InvalidationError {
  return new InvalidationError('ERR_EVENT_MALFORMED', message);
}

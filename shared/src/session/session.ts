import { type SessionLifetimes, TOUCH_EVERY_SECONDS } from './lifetime.ts';

/** Roles that only a sign-in gives, and only on checkout. */
export type AuthenticatedRole = 'customer' | 'wholesale' | 'admin';

/** A named set of permissions; everybody who has not signed in is a shopper. */
export type SessionRole = 'shopper' | AuthenticatedRole;

/** Nobody in particular. */
export interface AnonymousSession {
  readonly state: 'anonymous';
  /** The session that this browser had, where somebody ended it: a password or role change, or on request. */
  readonly ended?: EndedSession;
  /** There is a session, and for the moment nobody can confirm that it still lives. It is left as it is. */
  readonly unconfirmed?: true;
}

/** A session that somebody ended before its time. */
export interface EndedSession {
  readonly sid: string;
  /** Why, in the words of `EndReason`; null while only the fact is known. */
  readonly reason: string | null;
  /** By a sign-out: then the cart has stayed with the account. */
  readonly signedOut: boolean;
  /** The account's state record of that moment, encoded; null where the browser carries its own. */
  readonly cart: Uint8Array | null;
}

/** Somebody who was here before. Shows nothing personal. */
export interface RecognizedSession extends SessionFacts {
  readonly state: 'recognized';
  readonly role: 'shopper';
}

/** Somebody who signed in. Exists on checkout alone. */
export interface AuthenticatedSession extends SessionFacts {
  readonly state: 'authenticated';
  readonly role: AuthenticatedRole;
  /** Epoch seconds of the sign-in. */
  readonly signedInAt: number;
}

/** The state a shopper is in: the pair of entity and role. (none, customer) cannot be written down. */
export type Session = AnonymousSession | RecognizedSession | AuthenticatedSession;

/** What recognized and authenticated sessions have in common. */
export interface SessionFacts {
  /** Id of a user record on checkout; the pairwise pseudonym of one on shopping. */
  readonly entity: string;
  /** Random, one per checkout session; names it towards the other domain. */
  readonly sid: string;
  /** Epoch of the subject at the birth of the session (docs/protocol.md §6). */
  readonly epoch: number;
  /** Whatever the domain keeps with the session; every request of it reads that along. */
  readonly data: string | null;
}

/** A session as a store keeps it. */
export interface StoredSession extends SessionFacts {
  readonly role: SessionRole;
  /** `User-Agent` of the browser at the sign-in, for the list of one's sessions; null: unknown. */
  readonly device: string | null;
  /** Epoch seconds of the sign-in or arrival. */
  readonly startedAt: number;
  /** Epoch seconds of the last request on record. */
  readonly seenAt: number;
  /** Epoch seconds from which on it is over. */
  readonly expiresAt: number;
  /** Rises by one with every write; a save names the one it has read. */
  readonly version: number;
}

/** The one anonymous session. */
export const ANONYMOUS: AnonymousSession = { state: 'anonymous' };

/**
 * The state a stored session is in at `now`. Idle or old ones are recognized: that follows from the
 * times alone, so there is no moment at which somebody has to write it down.
 */
export function sessionAt(
  stored: StoredSession,
  now: number,
  lifetimes: SessionLifetimes,
): Session {
  const { entity, sid, epoch, data, role } = stored;
  if (now >= stored.expiresAt) return ANONYMOUS;
  return role === 'shopper' || !isFresh(stored, now, lifetimes)
    ? { state: 'recognized', role: 'shopper', entity, sid, epoch, data: null }
    : { state: 'authenticated', role, entity, sid, epoch, data, signedInAt: stored.startedAt };
}

/** Whether a request at `now` is to be written down: it keeps a fresh sign-in fresh, and revives no idle one. */
export function needsTouch(
  stored: StoredSession,
  now: number,
  lifetimes: SessionLifetimes,
): boolean {
  return (
    stored.role !== 'shopper' &&
    isFresh(stored, now, lifetimes) &&
    now - stored.seenAt >= TOUCH_EVERY_SECONDS
  );
}

function isFresh(
  { startedAt, seenAt }: StoredSession,
  now: number,
  { idleSeconds, authenticatedSeconds }: SessionLifetimes,
): boolean {
  return now - seenAt < idleSeconds && now - startedAt < authenticatedSeconds;
}

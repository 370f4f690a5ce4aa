import type { EmulatorClock } from './clock.ts';
import { HOUR, MINUTE } from './duration.ts';
import { customerIdOf, type Identity } from './identity.ts';
import { newCustomerId, newOpaqueValue, newSessionId } from './random-ids.ts';

/** A controller session. Change it through `Sessions`, save for `custom`, `privacy`, `dnt` and `usid`. */
export interface Session {
  /** The cookie's value: 86 characters of base64url and `==`. */
  readonly dwsid: string;
  readonly siteId: string;
  /** Whom it names. */
  readonly identity: Identity;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** Epoch seconds of the last controller request. */
  readonly lastSeenAt: number;
  /** Epoch seconds of the sign-in; null for a guest. */
  readonly authenticatedAt: number | null;
  /** False until the first controller request, after a sign-out again: a session made by an API starts only then. */
  readonly startedOnStorefront: boolean;
  /** Value of `dwsecuretoken_*`, asked for while HTTPS is not enforced. */
  readonly secureToken: string;
  /** `session.custom`: survives sign-out. */
  readonly custom: Record<string, unknown>;
  /** `session.privacy`: cleared at sign-out and at the soft time-out. */
  privacy: Record<string, unknown>;
  /** `dw_dnt`; null: not set. */
  dnt: boolean | null;
  /** The SLAS shopper whose token it is linked to; null: none yet. */
  usid: string | null;
}

/** What a controller request finds. */
export interface Entry {
  readonly session: Session;
  /** Whether this is a session start, on which the platform calls `onSession`. */
  readonly isStart: boolean;
  /** Whether the browser has to be given `session.dwsid`. */
  readonly isNew: boolean;
}

/** How a session comes to be. */
export interface SessionStart {
  readonly siteId: string;
  /** Default: a new guest. */
  readonly identity?: Identity;
  readonly usid?: string | null;
}

/** The controller sessions. */
export interface Sessions {
  /** A session made by an API; its first controller request will be its start. */
  create(start: SessionStart): Session;
  /**
   * Opens the session of a controller request. Unknown and 6 h old: a new one. 30 min idle: the same id under a
   * new guest, its privacy cleared. All three, and the first request of one that an API made, are a start.
   */
  enter(dwsid: string | null, siteId: string): Entry;
  /** Puts off the soft time-out, as a request of the platform's own does. */
  touch(dwsid: string): void;
  /** A session that neither time-out has reached; without touching it. */
  living(dwsid: string): Session | null;
  /** All of them, or those of one customer id. */
  allLiving(customerId?: string): readonly Session[];
  /** Names somebody else in a session, e.g. at a sign-in on controllers. */
  identify(dwsid: string, identity: Identity): void;
  /** Signs out: a new guest, `privacy` cleared, `custom` kept, no SLAS shopper. The next request is a start. */
  signOut(dwsid: string): void;
  /** Signs out every session of a registered customer, after a change of password. */
  signOutCustomer(rcid: string): void;
  clear(): void;
}

/** Idle time after which the platform signs a session out. */
export const SOFT_TIMEOUT_SECONDS = 30 * MINUTE;
/** Age at which a session is invalid, however busy it is. */
export const HARD_TIMEOUT_SECONDS = 6 * HOUR;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Sessions in memory. */
export function createSessions(clock: EmulatorClock): Sessions {
  const known = new Map<string, Mutable<Session>>();

  const add = ({ siteId, identity = newGuest(), usid = null }: SessionStart) => {
    const now = clock.now();
    const session: Mutable<Session> = {
      dwsid: newSessionId(),
      siteId,
      identity,
      createdAt: now,
      lastSeenAt: now,
      authenticatedAt: identity.kind === 'registered' ? now : null,
      startedOnStorefront: false,
      secureToken: newOpaqueValue(),
      custom: {},
      privacy: {},
      dnt: null,
      usid,
    };
    known.set(session.dwsid, session);
    return session;
  };

  const valid = (dwsid: string): Mutable<Session> | null => {
    const session = known.get(dwsid);
    if (!session) return null;
    if (clock.now() - session.createdAt < HARD_TIMEOUT_SECONDS) return session;
    known.delete(dwsid);
    return null;
  };
  const isIdle = ({ lastSeenAt }: Session) => clock.now() - lastSeenAt >= SOFT_TIMEOUT_SECONDS;
  const allLiving = (customerId?: string) =>
    [...known.keys()]
      .map(valid)
      .filter((session) => session !== null)
      .filter((session) => !isIdle(session))
      .filter(({ identity }) => !customerId || customerIdOf(identity) === customerId);

  return {
    create: add,
    enter(dwsid, siteId) {
      const found = dwsid === null ? null : valid(dwsid);
      const session = found?.siteId === siteId ? found : add({ siteId });
      const isTimedOut = isIdle(session);
      if (isTimedOut) anonymise(session);
      const isStart = isTimedOut || !session.startedOnStorefront;
      session.startedOnStorefront = true;
      session.lastSeenAt = clock.now();
      return { session, isStart, isNew: session.dwsid !== dwsid };
    },
    touch(dwsid) {
      const session = valid(dwsid);
      if (session) session.lastSeenAt = clock.now();
    },
    living(dwsid) {
      const session = valid(dwsid);
      return session && !isIdle(session) ? session : null;
    },
    allLiving,
    identify(dwsid, identity) {
      const session = valid(dwsid);
      if (!session) return;
      session.identity = identity;
      session.authenticatedAt = identity.kind === 'registered' ? clock.now() : null;
    },
    signOut(dwsid) {
      const session = valid(dwsid);
      if (session) anonymise(session);
    },
    signOutCustomer(rcid) {
      for (const session of allLiving(rcid)) anonymise(session);
    },
    clear: () => known.clear(),
  };
}

function newGuest(): Identity {
  return { kind: 'guest', gcid: newCustomerId() };
}

function anonymise(session: Mutable<Session>): void {
  session.identity = newGuest();
  session.authenticatedAt = null;
  session.privacy = {};
  session.usid = null;
  // For whoever comes next it is a start, so that `onSession` can tell them from the shopper before.
  session.startedOnStorefront = false;
}

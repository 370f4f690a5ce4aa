import { type Clock, nowSeconds } from '../core/clock.ts';
import type { CookieJar } from '../core/cookie.ts';
import type { Random } from '../core/random.ts';
import { SessionError } from './errors.ts';
import { DEFAULT_LIFETIMES, type SessionLifetimes } from './lifetime.ts';
import {
  ANONYMOUS,
  needsTouch,
  type Session,
  type SessionRole,
  type StoredSession,
  sessionAt,
} from './session.ts';
import { hashSessionId, mintSessionId, parseSessionId } from './session-id.ts';
import type { SessionStore, Succession } from './session-store.ts';

/** Name of the session cookie; `__Host-` stands before it on https. */
export const SESSION_COOKIE = 'bridge-session';

/** Saves that may come between, e.g. touches, before `keep` lets go: what it keeps is a convenience. */
const MAX_KEEP_ATTEMPTS = 10;
const MAX_DEVICE_CHARACTERS = 300;

/** What a session keeper is made of. */
export interface SessionKeeperOptions {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly lifetimes?: SessionLifetimes;
}

/** Who a new session is for. */
export interface NewSession {
  readonly entity: string;
  readonly role: SessionRole;
  readonly sid: string;
  readonly epoch: number;
  readonly data?: string | null;
  /** `User-Agent`, untrusted; cut to 300 characters. */
  readonly device?: string | null;
  /** Epoch seconds of the sign-in, where this session goes on from another one. Default: now. */
  readonly startedAt?: number;
  /**
   * Goes on from the session that the browser came with, which the change at this position has ended. If
   * anything else ended it as well, there is nothing to go on from.
   */
  readonly endedBy?: number;
}

/** Sessions by cookie: begins, reads and ends them. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions;
  readonly #lifetimes: SessionLifetimes;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
    this.#lifetimes = options.lifetimes ?? DEFAULT_LIFETIMES;
  }

  /**
   * The session of the browser; anonymous without a living one. A cookie that names none is left alone:
   * an answer that overtakes a sign-in would otherwise take the new session's cookie away.
   */
  async read(jar: CookieJar): Promise<Session> {
    const idHash = this.#idHash(jar);
    if (idHash === null) return ANONYMOUS;
    const now = nowSeconds(this.#options.clock);
    const stored = await this.#options.store.read(idHash, now);
    if (!stored) return this.#readEnded(idHash, now);
    if (needsTouch(stored, now, this.#lifetimes)) {
      await this.#save(idHash, { ...stored, seenAt: now });
    }
    return sessionAt(stored, now, this.#lifetimes);
  }

  /**
   * Begins a session under a new id and ends the one the browser came with.
   *
   * @throws {SessionError} `ERR_SESSION_STALE_EPOCH` when the subject's epoch has risen since it was read.
   */
  async start(jar: CookieJar, session: NewSession): Promise<void> {
    const { store, random, clock } = this.#options;
    const { entity, role, sid, epoch, data = null, device = null } = session;
    const now = nowSeconds(clock);
    const { startedAt = now } = session;
    const expiresAt = startedAt + this.#lifetimes.recognizedSeconds;
    const id = mintSessionId(random);
    const born: StoredSession = {
      entity,
      role,
      sid,
      epoch,
      data,
      device: device?.slice(0, MAX_DEVICE_CHARACTERS) ?? null,
      startedAt,
      seenAt: now,
      expiresAt,
      version: 1,
    };
    const created = await store.create(hashSessionId(id), born, this.#succession(jar, session));
    if (!created) {
      throw new SessionError('ERR_SESSION_STALE_EPOCH', 'the epoch of the subject rose');
    }
    await this.end(jar);
    jar.set(SESSION_COOKIE, id, expiresAt - now);
  }

  /** Keeps `data` with the session; does nothing when the session has ended meanwhile. */
  async keep(jar: CookieJar, data: string | null): Promise<void> {
    const idHash = this.#idHash(jar);
    if (idHash === null) return;
    for (let attempt = 0; attempt < MAX_KEEP_ATTEMPTS; attempt++) {
      const stored = await this.#options.store.read(idHash, nowSeconds(this.#options.clock));
      if (!stored || (await this.#save(idHash, { ...stored, data }))) return;
    }
  }

  /** The session of the browser as the store has it, to go on from it; null without a living one. */
  async stored(jar: CookieJar): Promise<StoredSession | null> {
    const idHash = this.#idHash(jar);
    return idHash === null
      ? null
      : this.#options.store.read(idHash, nowSeconds(this.#options.clock));
  }

  /** The living sessions of an entity, newest first. */
  async list(entity: string): Promise<readonly StoredSession[]> {
    return this.#options.store.list(entity, nowSeconds(this.#options.clock));
  }

  /**
   * Ends the session the browser came with. One that was ended already stays on file: should this answer
   * get lost, the next request still learns why its session is no more.
   */
  async end(jar: CookieJar): Promise<void> {
    const idHash = this.#idHash(jar);
    if (idHash !== null && (await this.stored(jar))) await this.#options.store.end(idHash);
    if (jar.get(SESSION_COOKIE) !== null) jar.clear(SESSION_COOKIE);
  }

  /** Without an id in the cookie there is nobody to succeed: that is no session's id, so it is refused. */
  #succession(jar: CookieJar, { endedBy: seq }: NewSession): Succession | undefined {
    return seq === undefined ? undefined : { idHash: this.#idHash(jar) ?? '', seq };
  }

  async #readEnded(idHash: string, now: number): Promise<Session> {
    const ended = await this.#options.store.ended(idHash, now);
    return ended ? { state: 'anonymous', ended } : ANONYMOUS;
  }

  #save(idHash: string, session: StoredSession): Promise<boolean> {
    return this.#options.store.save(idHash, { ...session, version: session.version + 1 });
  }

  #idHash(jar: CookieJar): string | null {
    const value = jar.get(SESSION_COOKIE);
    const id = value === null ? null : parseSessionId(value);
    return id && hashSessionId(id);
  }
}

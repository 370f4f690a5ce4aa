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
import type { SessionStore } from './session-store.ts';

/** Name of the session cookie; `__Host-` stands before it on https. */
export const SESSION_COOKIE = 'bridge-session';

/** Saves that may come between, e.g. touches, before `keep` lets go: what it keeps is a convenience. */
const MAX_KEEP_ATTEMPTS = 10;

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
  readonly data?: string;
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
    if (!stored) return ANONYMOUS;
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
  async start(jar: CookieJar, { entity, role, sid, epoch, data }: NewSession): Promise<void> {
    const { store, random, clock } = this.#options;
    const now = nowSeconds(clock);
    const lifetime = this.#lifetimes.recognizedSeconds;
    const id = mintSessionId(random);
    const created = await store.create(hashSessionId(id), {
      entity,
      role,
      sid,
      epoch,
      data: data ?? null,
      startedAt: now,
      seenAt: now,
      expiresAt: now + lifetime,
      version: 1,
    });
    if (!created) {
      throw new SessionError('ERR_SESSION_STALE_EPOCH', 'the epoch of the subject rose');
    }
    await this.end(jar);
    jar.set(SESSION_COOKIE, id, lifetime);
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

  /** Ends the session the browser came with. */
  async end(jar: CookieJar): Promise<void> {
    const idHash = this.#idHash(jar);
    if (idHash !== null) await this.#options.store.end(idHash);
    if (jar.get(SESSION_COOKIE) !== null) jar.clear(SESSION_COOKIE);
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

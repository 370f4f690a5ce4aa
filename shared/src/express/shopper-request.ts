import type { Request, Response } from 'express';
import { CookieJar } from '../core/cookie.ts';
import { type SessionNotice, takeNotice } from '../flows/ended-session.ts';
import { changeKeepingCurrent } from '../flows/keep-current.ts';
import { endSession, listSessions } from '../flows/own-sessions.ts';
import { type BridgeParts, selfOf } from '../flows/parts.ts';
import { changeRecord, readRecord, showSession } from '../flows/shopper.ts';
import { type MergeReport, type SignedInUser, signIn } from '../flows/sign-in.ts';
import { type SignOutOptions, signOut } from '../flows/sign-out.ts';
import type { ChangeOutcome } from '../invalidation/change.ts';
import type { Session, StoredSession } from '../session/session.ts';
import type { Operation } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import type { ShoppingState } from '../state/shopping-state.ts';
import { putCookies } from './set-cookies.ts';

/** The shopper behind one request. Cookies go out with the response, whatever is called. */
export class ShopperRequest {
  readonly #parts: BridgeParts;
  readonly #req: Request;
  readonly #res: Response;
  readonly jar: CookieJar;
  #session: Promise<Session> | undefined;

  constructor(parts: BridgeParts, req: Request, res: Response) {
    this.#parts = parts;
    this.#req = req;
    this.#res = res;
    this.jar = new CookieJar(req.headers.cookie, selfOf(parts).secure);
  }

  /** Who the shopper is. */
  session(): Promise<Session> {
    this.#session ??= this.send(() => showSession(this.#parts, this.jar));
    return this.#session;
  }

  /** The shopping state, for showing. Plants the cookie of a browser that has none. */
  async state(): Promise<ShoppingState> {
    const session = await this.session();
    const record = await this.send(() => readRecord(this.#parts, this.jar, session, 'shown'));
    return record.state;
  }

  /** The shopping state, for deciding: knows of writes whose cookie never reached the browser. */
  async latestState(): Promise<ShoppingState> {
    const session = await this.session();
    const record = await this.send(() => readRecord(this.#parts, this.jar, session, 'latest'));
    return record.state;
  }

  /**
   * Changes the shopping state.
   *
   * @throws {StateError} What the operation throws; then nothing has changed.
   */
  async change(operation: Operation): Promise<ShoppingState> {
    const session = await this.session();
    const record = await this.send(() =>
      changeRecord(this.#parts, this.jar, session, onState(operation)),
    );
    return record.state;
  }

  /**
   * Signs in, on checkout: see the flow `signIn`.
   *
   * @throws {SessionError} `ERR_SESSION_STALE_EPOCH`.
   */
  async signIn(user: SignedInUser): Promise<MergeReport | null> {
    const device = this.#req.get('user-agent') ?? null;
    return this.#changeSession(() => signIn(this.#parts, this.jar, { device, ...user }));
  }

  /** Signs out, on checkout. Returns the URL that takes the sign-out to the shop. */
  async signOut(returnPath: string, options?: SignOutOptions): Promise<string> {
    return this.#changeSession(() => signOut(this.#parts, this.jar, returnPath, options));
  }

  /** What a page is to say about the session, once for each end: take it when a page is made, and show it. */
  async notice(): Promise<SessionNotice | null> {
    const session = await this.session();
    return this.send(async () => takeNotice(this.jar, session));
  }

  /** The living sessions of whoever is signed in, newest first; the one of this browser has the `sid` of `session()`. */
  async sessions(): Promise<readonly StoredSession[]> {
    return listSessions(this.#parts, await this.session());
  }

  /**
   * Ends a session of whoever is signed in, this browser's own or another one.
   *
   * @returns False when there is no such session of this user.
   */
  async endSession(sid: string): Promise<boolean> {
    const session = await this.session();
    return this.#changeSession(() => endSession(this.#parts, session, sid));
  }

  /** Runs a change that ends every session of whoever is signed in; this browser's goes on under a new id. */
  async changeKeepingCurrent(change: () => Promise<ChangeOutcome>): Promise<ChangeOutcome> {
    return this.#changeSession(() => changeKeepingCurrent(this.#parts, this.jar, change));
  }

  /** Keeps a text with the session; null forgets it. */
  async keep(data: string | null): Promise<void> {
    await this.#changeSession(async () => this.#parts.sessions?.keep(this.jar, data));
  }

  /** Runs something that may set cookies and puts them on the response, also when it fails. */
  async send<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } finally {
      putCookies(this.#res, this.jar.toHeaders());
    }
  }

  /** Whoever asks for the session afterwards is told of the new one, also if somebody asked while it changed. */
  async #changeSession<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await this.send(run);
    } finally {
      this.#session = undefined;
    }
  }
}

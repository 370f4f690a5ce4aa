import type { Request, Response } from 'express';
import { CookieJar } from '../core/cookie.ts';
import { type BridgeParts, selfOf } from '../flows/parts.ts';
import { changeRecord, readRecord, readSession } from '../flows/shopper.ts';
import { type MergeReport, type SignedInUser, signIn } from '../flows/sign-in.ts';
import { signOut } from '../flows/sign-out.ts';
import type { Session } from '../session/session.ts';
import type { Operation } from '../state/operations.ts';
import { onState } from '../state/replica.ts';
import type { ShoppingState } from '../state/shopping-state.ts';

/** The shopper behind one request. Cookies go out with the response, whatever is called. */
export class ShopperRequest {
  readonly #parts: BridgeParts;
  readonly #res: Response;
  readonly jar: CookieJar;
  #session: Promise<Session> | undefined;

  constructor(parts: BridgeParts, req: Request, res: Response) {
    this.#parts = parts;
    this.#res = res;
    this.jar = new CookieJar(req.headers.cookie, selfOf(parts).secure);
  }

  /** Who the shopper is. */
  session(): Promise<Session> {
    this.#session ??= this.send(() => readSession(this.#parts, this.jar));
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
    this.#session = undefined;
    return this.send(() => signIn(this.#parts, this.jar, user));
  }

  /** Signs out, on checkout. Returns the URL that takes the sign-out to the shop. */
  async signOut(returnPath: string): Promise<string> {
    this.#session = undefined;
    return this.send(() => signOut(this.#parts, this.jar, returnPath));
  }

  /** Keeps a text with the session; null forgets it. */
  async keep(data: string | null): Promise<void> {
    this.#session = undefined;
    await this.send(async () => this.#parts.sessions?.keep(this.jar, data));
  }

  /** Runs something that may set cookies and puts them on the response, also when it fails. */
  async send<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } finally {
      this.#writeCookies();
    }
  }

  #writeCookies(): void {
    const own = this.jar.toHeaders();
    if (own.length === 0 || this.#res.headersSent) return;
    const nameOf = (header: string): string => header.slice(0, header.indexOf('=') + 1);
    const names = new Set(own.map(nameOf));
    const present = [this.#res.getHeader('Set-Cookie') ?? []].flat().map(String);
    const others = present.filter((header) => !names.has(nameOf(header)));
    this.#res.setHeader('Set-Cookie', [...others, ...own]);
  }
}

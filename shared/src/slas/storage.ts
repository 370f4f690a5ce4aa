import type { KnownShopper } from './known-shopper.ts';
import type { ControllerSession, ShopperPair } from './shopper-pair.ts';

/** Where a shopper's tokens are kept; see docs/slas.md. */
export type StorageKind = 'cookies' | 'httpOnly' | 'server';

/** How a new pair is kept. */
export interface KeepOptions {
  /** A new session was fetched for the pair: `cc-sg` keeps the reload that follows from doing it again. */
  readonly guard: boolean;
  /** The answer leads on, and the next request has to bring the session along. Default: false. */
  readonly reloads?: boolean;
}

/** Keeps a shopper's tokens and session between two requests. What it returns are `Set-Cookie` values. */
export interface ShopperStorage {
  /** What the browser and, for `server`, the store know. Never throws on outside input. */
  read(cookieHeader: string | undefined): Promise<KnownShopper>;
  /**
   * Makes the browser keep `pair`, and nothing of the tokens that it had.
   *
   * A pair without a session leaves `dwsid` alone; `dropSession` takes one away that names somebody else.
   *
   * @param known What `read` told of the same request.
   * @returns Nothing at all where another request of this shopper was faster (`server`): its answer stands.
   */
  keep(known: KnownShopper, pair: ShopperPair, options: KeepOptions): Promise<string[]>;
  /** Makes the browser keep a session beside the tokens that it has. */
  keepSession(known: KnownShopper, session: ControllerSession, options: KeepOptions): string[];
  /** Leaves nothing of the shopper: every chunk, both refresh tokens, usid, guard, session and row. */
  forget(known: KnownShopper): Promise<string[]>;
  /** Takes the guard away; nothing where there is none. */
  unguard(known: KnownShopper): string[];
  /** Takes the session away, and what the platform set beside it; nothing where there is none. */
  dropSession(known: KnownShopper): string[];
}

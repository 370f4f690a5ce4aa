import { type Clock, nowSeconds } from '../core/clock.ts';
import { type CookieNaming, createCookieNames } from './cookie-names.ts';
import {
  everyRemoval,
  guardCookies,
  guardRemovals,
  httpOnlyLayout,
  leftovers,
  scriptableLayout,
  sessionCookies,
  sessionRemovals,
} from './pair-cookies.ts';
import { readKnownShopper, type ShopperCookie, writeShopperCookie } from './shopper-cookies.ts';
import type { ShopperStorage } from './storage.ts';

/** What a storage in the browser is made of. */
export interface BrowserStorageOptions {
  readonly naming: CookieNaming;
  /** Whether our own configured origin is https. */
  readonly secure: boolean;
  readonly clock: Clock;
  /** Keeps the tokens from the page's scripts. Default: false, as plugin_slas and PWA Kit have it. */
  readonly httpOnly?: boolean;
}

/**
 * Makes the storages `cookies` and `httpOnly`: the browser has it all.
 *
 * @throws {TypeError} On a site id that no name of a cookie takes.
 */
export function createBrowserStorage(options: BrowserStorageOptions): ShopperStorage {
  const { secure, clock, httpOnly = false } = options;
  const names = createCookieNames(options.naming, secure);
  const layout = httpOnly ? httpOnlyLayout : scriptableLayout;
  const write = (cookies: readonly ShopperCookie[]): string[] =>
    cookies.map((cookie) => writeShopperCookie(cookie, secure));

  return {
    async read(cookieHeader) {
      return readKnownShopper(cookieHeader, names);
    },
    async keep(known, { tokens, session }, options) {
      const kept = layout(tokens, names, nowSeconds(clock));
      return write([
        // Whoever puts tokens together out of these takes the last one of a kind.
        ...leftovers(known, names, kept),
        ...kept,
        ...(session ? sessionCookies(session, known, httpOnly) : []),
        ...guardCookies(names, httpOnly, options),
      ]);
    },
    keepSession: (known, session, options) =>
      write([
        ...sessionCookies(session, known, httpOnly),
        ...guardCookies(names, httpOnly, options),
      ]),
    forget: async (known) => write(everyRemoval(known, names)),
    unguard: (known) => write(guardRemovals(known, names)),
    dropSession: (known) => write(sessionRemovals(known)),
  };
}

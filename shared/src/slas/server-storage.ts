import { type Clock, nowSeconds } from '../core/clock.ts';
import { parseCookieHeader } from '../core/cookie.ts';
import { type Random, systemRandom } from '../core/random.ts';
import { type CookieNames, type CookieNaming, createCookieNames } from './cookie-names.ts';
import type { KeptShopperStore } from './kept-shopper-store.ts';
import type { KnownShopper } from './known-shopper.ts';
import {
  everyRemoval,
  guardCookies,
  guardRemovals,
  leftovers,
  sessionCookies,
  sessionRemovals,
} from './pair-cookies.ts';
import { createRowReader, type RowReader } from './row-reader.ts';
import { isRowId, mintRowId, rowKey, sealTokens } from './sealed-tokens.ts';
import { readKnownShopper, type ShopperCookie, writeShopperCookie } from './shopper-cookies.ts';
import type { ShopperTokens } from './shopper-pair.ts';
import type { ShopperStorage } from './storage.ts';

/** What the storage on the server is made of. */
export interface ServerStorageOptions {
  readonly naming: CookieNaming;
  /** Whether our own configured origin is https. */
  readonly secure: boolean;
  readonly clock: Clock;
  readonly store: KeptShopperStore;
  /** Source of ids and nonces. Default: the operating system. */
  readonly random?: Random;
}

const SWEEP_EVERY = 500;

/**
 * Makes the storage `server`: the browser has the id of a row and its session, the store has the tokens, and neither
 * of the two is enough to use them.
 *
 * @throws {TypeError} On a site id that no name of a cookie takes.
 */
export function createServerStorage(options: ServerStorageOptions): ShopperStorage {
  const { secure, clock, store, random = systemRandom } = options;
  const names = createCookieNames(options.naming, secure);
  const rows = createRowReader(store);
  const write = (cookies: readonly ShopperCookie[]): string[] =>
    cookies.map((cookie) => writeShopperCookie(cookie, secure));

  let writes = 0;

  /** Now and then, so that nobody else has to. Who sweeps does not wait for it, and fails at nothing. */
  function sweepSometimes(): void {
    writes += 1;
    if (writes % SWEEP_EVERY === 0) store.sweep(nowSeconds(clock)).catch(() => {});
  }

  /** Writes the row; returns its id, or null where another request was faster. */
  async function keepRow({ row }: KnownShopper, tokens: ShopperTokens): Promise<string | null> {
    // An id that was there before a shopper signed in may be known to somebody else (session fixation).
    const staysIn = row?.kind === tokens.kind && row.customerId === tokens.customerId ? row : null;
    const id = staysIn?.id ?? mintRowId(random);
    const sealed = sealTokens(tokens, id, random);
    sweepSometimes();
    const until = tokens.refreshTokenExpiresAt;
    const isWritten = await store.write(rowKey(id), staysIn?.version ?? null, sealed, until);
    if (!isWritten) return null;
    if (row && !staysIn) await store.remove(rowKey(row.id));
    return id;
  }

  return {
    read: (cookieHeader) => readRow(cookieHeader, names, rows, nowSeconds(clock)),
    async keep(known, { tokens, session }, options) {
      const id = await keepRow(known, tokens);
      if (id === null) return [];
      const maxAgeSeconds = tokens.refreshTokenExpiresAt - nowSeconds(clock);
      const kept = [{ name: names.row, value: id, maxAgeSeconds, httpOnly: true }];
      return write([
        ...leftovers(known, names, kept),
        ...kept,
        ...(session ? sessionCookies(session, known, true) : []),
        ...guardCookies(names, true, options),
      ]);
    },
    keepSession: (known, session, options) =>
      write([...sessionCookies(session, known, true), ...guardCookies(names, true, options)]),
    async forget(known) {
      if (known.row) await store.remove(rowKey(known.row.id));
      return write(everyRemoval(known, names));
    },
    unguard: (known) => write(guardRemovals(known, names)),
    dropSession: (known) => write(sessionRemovals(known)),
  };
}

/** Where there is no row, cookies of another storage are taken over: the store was in the browser until now. */
async function readRow(
  cookieHeader: string | undefined,
  names: CookieNames,
  rows: RowReader,
  now: number,
): Promise<KnownShopper> {
  const known = readKnownShopper(cookieHeader, names);
  const id = parseCookieHeader(cookieHeader).get(names.row) ?? '';
  const kept = isRowId(id) ? await rows.read(id, now) : null;
  if (!kept) return known;
  const { kind, customerId, accessToken, refreshToken, usid } = kept.tokens;
  const row = { id, version: kept.version, kind, customerId };
  return { ...known, accessToken, refreshToken: { kind, value: refreshToken }, usid, row };
}

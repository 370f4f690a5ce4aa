import { equalBytes } from '../core/bytes.ts';
import type { KeptShopperStore } from './kept-shopper-store.ts';
import { openTokens, rowKey } from './sealed-tokens.ts';
import type { ShopperTokens } from './shopper-pair.ts';
import { createTokenCache } from './token-cache.ts';

/** A row of the storage `server` that was opened. */
export interface OpenedRow {
  readonly tokens: ShopperTokens;
  readonly version: number;
}

/** Reads rows of the storage `server`. */
export interface RowReader {
  /**
   * Reads and opens a row; null where there is none, somebody changed it, or put another in its place.
   *
   * @param id Id of the row, from the browser.
   * @param now Epoch seconds.
   */
  read(id: string, now: number): Promise<OpenedRow | null>;
}

/** At about 6 kB each: the shoppers of half an hour. */
const MAX_ROWS = 1_000;

/**
 * Makes a reader. To open a row costs more than all else that a shopper's next request costs, so what was opened is
 * remembered in this process until the access token ends. The store is asked each time all the same: what another
 * process writes or removes counts at once.
 *
 * @param maxRows Rows that are remembered. Default: 1,000.
 */
export function createRowReader(store: KeptShopperStore, maxRows: number = MAX_ROWS): RowReader {
  const opened = createTokenCache<{ readonly sealed: Uint8Array; readonly tokens: ShopperTokens }>(
    maxRows,
  );

  function open(sealed: Uint8Array, id: string, key: string, now: number): ShopperTokens | null {
    const known = opened.get(key, now);
    // By the bytes and not by the version, which says nothing about a row that was damaged or restored.
    if (known && equalBytes(known.sealed, sealed)) return known.tokens;
    const tokens = openTokens(sealed, id);
    if (tokens) opened.set(key, { sealed, tokens }, tokens.accessTokenExpiresAt);
    return tokens;
  }

  return {
    async read(id, now) {
      const key = rowKey(id);
      const row = await store.read(key, now);
      const tokens = row && open(row.sealed, id, key, now);
      return tokens && { tokens, version: row.version };
    },
  };
}

/** A row of the state store. */
export interface StateRow {
  /** Positive, rising by one with every write. The first one is drawn at random. */
  readonly version: number;
  /** The encoded record of this version; null once a cookie holds it for certain. */
  readonly record: Uint8Array | null;
  /** Epoch seconds of the write. */
  readonly writtenAt: number;
  /** Epoch seconds from which on the row may be swept; null: never. */
  readonly expiresAt: number | null;
}

/**
 * Where a domain keeps the latest version of each state. Implementations pass `test/contract/state-store.ts`.
 * All operations are atomic across processes that share the store.
 */
export interface StateStore {
  /** The row, or null when there is none or it has expired at `now`. */
  read(key: string, now: number): Promise<StateRow | null>;
  /** Writes `row` iff the present version is `expected`; null expects no row. An expired row counts as none. */
  compareAndSet(key: string, expected: number | null, row: StateRow, now: number): Promise<boolean>;
  /**
   * Marks that a cookie holding this very version came back: from `dropAt` on the record is no longer
   * needed, while the version stays on file. Passes over any other version.
   */
  settle(key: string, version: number, dropAt: number): Promise<void>;
  /** Drops what has expired and records that were settled, as of `now`. Returns the number of rows touched. */
  sweep(now: number): Promise<number>;
}

/** A row of whoever's tokens stay on the server. */
export interface KeptShopper {
  /** Sealed under the id that only the browser has, so the store alone gives no token away. */
  readonly sealed: Uint8Array;
  /** Rises with every write. */
  readonly version: number;
}

/** Keeps token pairs for the storage `server`. Keys are hashes of ids, never ids. */
export interface KeptShopperStore {
  /** @param now Epoch seconds; a row that has expired is not there. */
  read(key: string, now: number): Promise<KeptShopper | null>;
  /**
   * Writes a row if it still has `version`; null writes one that must not be there yet.
   *
   * @param until Epoch seconds at which the refresh token ends, and the row with it.
   * @returns False when somebody else was faster; then nothing is written.
   */
  write(key: string, version: number | null, sealed: Uint8Array, until: number): Promise<boolean>;
  /** Removes a row: a shopper has signed out. */
  remove(key: string): Promise<void>;
  /** Drops what has expired. Returns how many. */
  sweep(now: number): Promise<number>;
}

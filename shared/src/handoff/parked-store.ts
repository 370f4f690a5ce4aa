/** A state on its way into the store of its sender. */
export interface ParkedEntry {
  /** Taken unless these very bytes are parked already. */
  readonly ref: string;
  /** SHA-256 of `state`: the same version of a state takes one row, however often it is sent. */
  readonly digest: Uint8Array;
  /** The encoded state. */
  readonly state: Uint8Array;
  /** Epoch seconds up to which it can be read: until the token that speaks of it is over. */
  readonly until: number;
}

/** Where a sender keeps what is too large for a link. Implementations pass `test/contract/parked-store.ts`. */
export interface ParkedStore {
  /**
   * Parks a state in one atomic statement, across all processes that share the store. A state that is parked
   * already stays under its first reference, until the later of both times.
   *
   * @returns The reference.
   */
  park(entry: ParkedEntry): Promise<string>;
  /** The state behind a reference, as often as it is asked for; null when there is none, or none any more at `now`. */
  read(ref: string, now: number): Promise<Uint8Array | null>;
  /** Drops what is over at `now`. Returns the number of rows. */
  sweep(now: number): Promise<number>;
}

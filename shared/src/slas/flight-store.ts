/** Where a flight stands. */
export type Flight =
  /** Nobody was there before: whoever asked makes the calls, and lands or abandons the flight. */
  | { readonly kind: 'begun' }
  /** Somebody is making the calls. */
  | { readonly kind: 'pending' }
  /** Somebody has made them. */
  | { readonly kind: 'landed'; readonly result: Uint8Array };

/**
 * Keeps concurrent requests of one shopper to one round of calls, across tabs and processes: a refresh token of
 * a public client can be redeemed once (SLAS), so who comes second takes what the first one got.
 */
export interface FlightStore {
  /**
   * Joins the flight of `key`, or begins it, in one atomic statement.
   *
   * @param key Hash of what must be redeemed once. 43 characters of base64url.
   * @param holder Random name of whoever asks; an abandoned or expired flight begins anew under another one.
   * @param now Epoch seconds.
   * @param until Epoch seconds after which a flight that has not landed counts as abandoned.
   */
  join(key: string, holder: string, now: number, until: number): Promise<Flight>;
  /**
   * Lands a flight: everybody who joins until `until` gets `result`.
   *
   * @returns False when the flight is not `holder`'s any more; then nothing is kept.
   */
  land(key: string, holder: string, result: Uint8Array, until: number): Promise<boolean>;
  /**
   * Lands a flight whoever flies it: what comes too late finds it landed, and `land` refuses it.
   *
   * @returns What had landed before; null where nothing had.
   */
  settle(key: string, result: Uint8Array, until: number): Promise<Uint8Array | null>;
  /** Gives a flight up, so that the next one begins anew. Without effect on a flight of somebody else. */
  abandon(key: string, holder: string): Promise<void>;
  /** Drops what has ended. Returns how many. */
  sweep(now: number): Promise<number>;
}

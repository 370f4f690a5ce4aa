/**
 * Remembers which tokens were accepted. Implementations pass `test/contract/replay-store.ts`.
 */
export interface ReplayStore {
  /**
   * Claims a token in one atomic statement, across all processes that share the store.
   *
   * @param jti The authenticated id; never the token's text, which an encoding could spell twice.
   * @param until Epoch seconds up to which the claim is kept: as long as the token could be accepted.
   * @returns True for the first claim, false for every later one.
   */
  claim(jti: string, until: number): Promise<boolean>;
  /** Drops claims that are over at `now`. Returns their number. */
  sweep(now: number): Promise<number>;
}

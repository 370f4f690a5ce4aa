/** Shares of what goes wrong in a browser, and of what its owner does. */
export const ODDS = {
  lost: 0.06,
  doubleClick: 0.1,
  stolen: 0.1,
  /** Of visits; what a password costs would be the load otherwise. */
  signIn: 0.05,
  order: 0.2,
  signOut: 0.08,
  look: 0.3,
} as const;

/** A closed connection has seen anything between nothing and the whole answer by then. */
export const CLOSES_WITHIN_MILLISECONDS = 8;

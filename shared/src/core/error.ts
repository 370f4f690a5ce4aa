/**
 * What every error of this package has in common.
 *
 * `code` is stable and is what a program decides by; `message` is for the log and never holds a token,
 * cookie, key or address.
 */
export abstract class SharedError extends Error {
  /** Stable identifier, `ERR_…`; see docs/errors.md. */
  abstract readonly code: string;
}

import { SharedError } from '../core/error.ts';

/** Every code a `HandoffError` can have; see docs/errors.md. */
export type HandoffErrorCode =
  | 'ERR_HANDOFF_EXPIRED'
  | 'ERR_HANDOFF_FOREIGN_ORIGIN'
  | 'ERR_HANDOFF_LOCAL_CART'
  | 'ERR_HANDOFF_MALFORMED'
  | 'ERR_HANDOFF_NOT_AUTHENTIC'
  | 'ERR_HANDOFF_NOT_FETCHED'
  | 'ERR_HANDOFF_NOT_YET_VALID'
  | 'ERR_HANDOFF_TOO_LARGE'
  | 'ERR_HANDOFF_UNKNOWN_KEY'
  | 'ERR_HANDOFF_VERSION'
  | 'ERR_HANDOFF_WRONG_BROWSER';

/**
 * A hand-off that cannot be made or accepted. The code is for the log; a stranger sees one sentence for
 * all of them, so that answers teach nothing about keys or times.
 */
export class HandoffError extends SharedError {
  override readonly name = 'HandoffError';
  readonly code: HandoffErrorCode;

  constructor(code: HandoffErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

import { SharedError } from '../core/error.ts';

/** Every code an `InvalidationError` can have; see docs/errors.md. */
export type InvalidationErrorCode =
  | 'ERR_EVENT_MALFORMED'
  | 'ERR_EVENT_WRONG_TYPE'
  | 'ERR_EVENT_UNKNOWN_KEY'
  | 'ERR_EVENT_NOT_AUTHENTIC'
  | 'ERR_EVENT_WRONG_ISSUER'
  | 'ERR_EVENT_WRONG_AUDIENCE'
  | 'ERR_EVENT_NOT_ONE_EVENT'
  | 'ERR_EVENT_UNKNOWN_EVENT'
  | 'ERR_EVENT_WRONG_SUBJECT'
  | 'ERR_EVENT_EPOCH_OUT_OF_BOUNDS'
  | 'ERR_EVENT_WRONG_STATE';

/** An event that is refused. */
export class InvalidationError extends SharedError {
  override readonly name = 'InvalidationError';
  readonly code: InvalidationErrorCode;

  constructor(code: InvalidationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

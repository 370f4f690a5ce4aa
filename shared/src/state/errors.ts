import { SharedError } from '../core/error.ts';

/** Every code a `StateError` can have; see docs/errors.md. */
export type StateErrorCode =
  | 'ERR_STATE_CART_FULL'
  | 'ERR_STATE_CONTENTION'
  | 'ERR_STATE_INVALID_LINE'
  | 'ERR_STATE_INVALID_PROMOTION'
  | 'ERR_STATE_INVALID_QUANTITY'
  | 'ERR_STATE_INVALID_SHIPPING'
  | 'ERR_STATE_MALFORMED'
  | 'ERR_STATE_TOO_LARGE'
  | 'ERR_STATE_TOO_MANY_PROMOTIONS'
  | 'ERR_STATE_UNKNOWN_LINE';

/** A change that a shopping state refuses, or bytes that are not one. */
export class StateError extends SharedError {
  override readonly name = 'StateError';
  readonly code: StateErrorCode;

  constructor(code: StateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

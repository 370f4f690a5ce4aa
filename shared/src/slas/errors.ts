import { SharedError } from '../core/error.ts';

/** Every code a `SlasError` can have; see docs/errors.md. */
export type SlasErrorCode =
  | 'ERR_SLAS_CONFLICT'
  | 'ERR_SLAS_CREDENTIALS_CHANGED'
  | 'ERR_SLAS_INVALID_ACCESS_TOKEN'
  | 'ERR_SLAS_INVALID_REFRESH_TOKEN'
  | 'ERR_SLAS_MALFORMED_ANSWER'
  | 'ERR_SLAS_NO_SESSION'
  | 'ERR_SLAS_RATE_LIMITED'
  | 'ERR_SLAS_REFUSED'
  | 'ERR_SLAS_UNAVAILABLE'
  | 'ERR_SLAS_WRONG_CREDENTIALS';

/** What a `SlasError` may know beside its code. */
export interface SlasErrorOptions extends ErrorOptions {
  /** HTTP status of the answer, where there was one. */
  readonly status?: number;
  /** Seconds after which the service wants to be asked again, from `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** A call of SLAS, OCAPI, SCAPI or a controller that did not bring what it was made for. */
export class SlasError extends SharedError {
  override readonly name = 'SlasError';
  readonly code: SlasErrorCode;
  /** HTTP status of the answer; undefined where none came. */
  readonly status: number | undefined;
  /** Seconds after which the service wants to be asked again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: SlasErrorCode, message: string, options: SlasErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.status = options.status;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

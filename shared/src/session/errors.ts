import { SharedError } from '../core/error.ts';

/** Every code a `SessionError` can have; see docs/errors.md. */
export type SessionErrorCode = 'ERR_SESSION_STALE_EPOCH';

/** A session that must not begin. */
export class SessionError extends SharedError {
  override readonly name = 'SessionError';
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

import { SharedError } from '../core/error.ts';

/** Every code an `AdminError` can have; see docs/errors.md. */
export type AdminErrorCode =
  /** The server said no and why: `problem`. Nothing has changed. */
  | 'ERR_ADMIN_REFUSED'
  /** No answer came: no connection, or none that is trusted. Whether something changed is not known. */
  | 'ERR_ADMIN_UNREACHABLE'
  /** No answer came in time. Whether something changed is not known. */
  | 'ERR_ADMIN_TIMEOUT'
  /** An answer that no hook gives: a failure of the server, or not the server that was meant. */
  | 'ERR_ADMIN_UNEXPECTED';

/** What the server said about a request that it refused (RFC 9457). */
export interface AdminProblem {
  /** HTTP status. */
  readonly status: number;
  /** Stable, snake_case, e.g. `unknown_user`; docs/errors.md. */
  readonly code: string;
  /** Plain sentences for a person; may be reworded at any time. */
  readonly detail: string;
  /** Seconds after which to try again, with 429 and 503. */
  readonly retryAfterSeconds?: number;
}

/** What goes with an `AdminError`. */
export interface AdminErrorOptions extends ErrorOptions {
  readonly problem?: AdminProblem | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** A call of a hook that did not succeed. */
export class AdminError extends SharedError {
  override readonly name = 'AdminError';
  readonly code: AdminErrorCode;
  /** What the server said; null when it said nothing of the kind. */
  readonly problem: AdminProblem | null;
  /** Key of the call, so that it can be repeated without a second effect; null for a call that only reads. */
  readonly idempotencyKey: string | null;

  constructor(code: AdminErrorCode, message: string, options: AdminErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.problem = options.problem ?? null;
    this.idempotencyKey = options.idempotencyKey ?? null;
  }
}

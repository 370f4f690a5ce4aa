import { SharedError } from './error.ts';

/** What a caller is told about a request that failed (RFC 9457). */
export interface Problem {
  /** `about:blank`: the code says it all. */
  readonly type: 'about:blank';
  /** The status in words. */
  readonly title: string;
  readonly status: number;
  /** Stable, snake_case; docs/errors.md. */
  readonly code: string;
  /** One sentence for a person. */
  readonly detail: string;
}

/** A request that is refused with an answer of its own. Message and code go out; nothing else does. */
export class RequestError extends SharedError {
  override readonly name = 'RequestError';
  readonly code: string;
  /** HTTP status, 400–599. */
  readonly status: number;
  /** Seconds after which to try again, for 429 and 503. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, detail: string, retryAfterSeconds?: number) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

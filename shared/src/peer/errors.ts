import { SharedError } from '../core/error.ts';

/** Every code a `PeerError` can have; see docs/errors.md. */
export type PeerErrorCode =
  | 'ERR_PEER_ANSWER_TOO_LARGE'
  | 'ERR_PEER_EXPIRED'
  | 'ERR_PEER_NOT_AUTHENTIC'
  | 'ERR_PEER_REDIRECTED'
  | 'ERR_PEER_REPLAYED'
  | 'ERR_PEER_TIMEOUT'
  | 'ERR_PEER_UNREACHABLE';

/** A call of the other server that is refused, or a call to it that did not bring an answer. */
export class PeerError extends SharedError {
  override readonly name = 'PeerError';
  readonly code: PeerErrorCode;

  constructor(code: PeerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

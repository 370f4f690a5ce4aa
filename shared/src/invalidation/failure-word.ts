import { PeerError, type PeerErrorCode } from '../peer/errors.ts';

const WORDS: Readonly<Record<PeerErrorCode, string>> = {
  ERR_PEER_ANSWER_TOO_LARGE: 'answer_too_large',
  ERR_PEER_EXPIRED: 'authentication_failed',
  ERR_PEER_NOT_AUTHENTIC: 'authentication_failed',
  ERR_PEER_REDIRECTED: 'redirected',
  ERR_PEER_REPLAYED: 'authentication_failed',
  ERR_PEER_TIMEOUT: 'timeout',
  ERR_PEER_UNREACHABLE: 'unreachable',
};

/** One word for why a delivery did not take place; what is not of the wire is of our own store. */
export function failureWord(error: unknown): string {
  return error instanceof PeerError ? WORDS[error.code] : 'store';
}

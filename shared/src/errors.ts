/** Door `domain-bridge/errors`: every error class, with its stable codes. */
export { AdminError, type AdminErrorCode } from './admin/errors.ts';
export { SharedError } from './core/error.ts';
export { type Problem, RequestError } from './core/request-error.ts';
export { HandoffError, type HandoffErrorCode } from './handoff/errors.ts';
export { InvalidationError, type InvalidationErrorCode } from './invalidation/errors.ts';
export { PeerError, type PeerErrorCode } from './peer/errors.ts';
export { SessionError, type SessionErrorCode } from './session/errors.ts';
export { SlasError, type SlasErrorCode } from './slas/errors.ts';
export { StateError, type StateErrorCode } from './state/errors.ts';

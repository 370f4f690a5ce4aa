/** Door `domain-bridge/errors`: every error class, with its stable codes. */
export { SharedError } from './core/error.ts';
export { type Problem, RequestError } from './core/request-error.ts';
export { HandoffError, type HandoffErrorCode } from './handoff/errors.ts';
export { SessionError, type SessionErrorCode } from './session/errors.ts';
export { StateError, type StateErrorCode } from './state/errors.ts';

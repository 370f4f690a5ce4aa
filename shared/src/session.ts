/** Door `domain-bridge/session`: who a browser belongs to, and for how long. */
export { SessionError, type SessionErrorCode } from './session/errors.ts';
export { DEFAULT_LIFETIMES, type SessionLifetimes } from './session/lifetime.ts';
export {
  ANONYMOUS,
  type AnonymousSession,
  type AuthenticatedRole,
  type AuthenticatedSession,
  type EndedSession,
  type RecognizedSession,
  type Session,
  type SessionFacts,
  type SessionRole,
  type StoredSession,
  sessionAt,
} from './session/session.ts';
export {
  hashSessionId,
  mintSessionId,
  mintSid,
  parseSessionId,
  type SessionId,
} from './session/session-id.ts';
export {
  type NewSession,
  SESSION_COOKIE,
  SessionKeeper,
  type SessionKeeperOptions,
} from './session/session-keeper.ts';
export type { EpochStore, SessionStore, SidEnd, Succession } from './session/session-store.ts';

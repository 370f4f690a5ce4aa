/** Door `domain-bridge/flows`: the stories, told with plain values. The Express layer is one host of them. */
export { CookieJar } from './core/cookie.ts';
export { type Accepted, acceptHandoff } from './flows/accept.ts';
export { bridgeLink } from './flows/bridge-link.ts';
export type { BridgeModes } from './flows/bridge-modes.ts';
export type { BridgeOptions, BridgeStores } from './flows/bridge-options.ts';
export { createParts } from './flows/create-parts.ts';
export {
  END_COOKIE,
  NOTICE_COOKIE,
  type SessionNotice,
  takeNotice,
} from './flows/ended-session.ts';
export { type IssueRequest, issueHandoff } from './flows/issue.ts';
export { changeKeepingCurrent } from './flows/keep-current.ts';
export type { LocalCart } from './flows/local-cart.ts';
export { endSession, listSessions } from './flows/own-sessions.ts';
export { type BridgeParts, peerOriginOf, selfOf } from './flows/parts.ts';
export { readReturnHandle, SETTLED_RETRY_SECONDS } from './flows/return-handle.ts';
export {
  MAX_SETTLED_BYTES,
  SETTLED_PATH,
  SETTLED_TYPE,
  type Settled,
  sealSettled,
  settle,
} from './flows/settle.ts';
export {
  changeRecord,
  type Freshness,
  readRecord,
  readSession,
  showSession,
} from './flows/shopper.ts';
export { type MergeReport, type SignedInUser, signIn } from './flows/sign-in.ts';
export { readSignedState, type SignedState } from './flows/signed-state.ts';
export { type SignOutOptions, signOut } from './flows/sign-out.ts';
export { startHandoff, startPath } from './flows/start.ts';

/** Door `domain-bridge/handoff`: the token, the flow it belongs to, and where it may lead. */

export { createLiveKeys, type Keys, type LiveKeys } from './core/live-keys.ts';
export { type Origin, parseOrigin } from './core/origin.ts';
export {
  crossingLabels,
  type Direction,
  type DomainPair,
  directionTo,
  peerOf,
  type Role,
} from './crypto/direction.ts';
export { parseKeyFile } from './crypto/key-file.ts';
export { createKeyring, type Keyring, parseKeyring, type RootKey } from './crypto/keyring.ts';
export {
  createSealer,
  type Opened,
  type OpenFailure,
  type Sealer,
  type SealerOptions,
} from './crypto/sealer.ts';
export type { CartMark, CartOwner } from './handoff/cart-mark.ts';
export { checkTime, encodeClaims, type HandoffClaims, parseClaims } from './handoff/claims.ts';
export * from './handoff/constants.ts';
export { HandoffError, type HandoffErrorCode } from './handoff/errors.ts';
export type { Identity, Link, SignedOut } from './handoff/link.ts';
export type { ParkedState } from './handoff/parked-state.ts';
export type { ParkedEntry, ParkedStore } from './handoff/parked-store.ts';
export type { ReplayStore } from './handoff/replay-store.ts';
export { type ReturnPaths, safeReturnPath } from './handoff/return-path.ts';
export { type SignedTokenOptions, signedTokens } from './handoff/signed-token.ts';
export { openToken, sealToken } from './handoff/token.ts';
export {
  encryptedTokens,
  type Passengers,
  type TokenCodec,
  type TokenMode,
} from './handoff/token-codec.ts';
export { clearFlows, type Flow, holdsVerifier, startFlow } from './handoff/verifier.ts';

/** Door `domain-bridge/invalidation`: ends sessions on both domains, whoever made the change. */
export type {
  Acknowledgement,
  AuditEntry,
  AuditKind,
  AuditQuery,
  AuditTrail,
  Refusal,
} from './invalidation/audit.ts';
export type { BackgroundLoop } from './invalidation/background-loop.ts';
export {
  type Change,
  type ChangeOutcome,
  END_REASONS,
  type EndReason,
  type IdempotentRequest,
  type InitiatingEntity,
  type Invalidator,
  isEndReason,
  type SessionTarget,
} from './invalidation/change.ts';
export { isReasonText } from './invalidation/change-text.ts';
export type { Delivery, DeliveryStore, StreamStatus } from './invalidation/delivery-store.ts';
export { SHOPPING_STREAM } from './invalidation/endpoints.ts';
export { InvalidationError, type InvalidationErrorCode } from './invalidation/errors.ts';
export { type EventIssuer, parseEventIssuers } from './invalidation/event-issuers.ts';
export {
  type Cursor,
  type CursorVerdict,
  type EveryoneEnded,
  type FeedEntry,
  type FeedStore,
  parseCursor,
  type SessionEnded,
  type SubjectEnded,
  writeCursor,
} from './invalidation/feed.ts';
export {
  createForeignEventVerifier,
  type ForeignEventVerifier,
  type ForeignEventVerifierOptions,
} from './invalidation/foreign-event.ts';
export {
  bareHookToken,
  findCredential,
  HOOK_SCOPES,
  type HookCredential,
  type HookScope,
  parseHookTokens,
} from './invalidation/hook-tokens.ts';
export { Lease } from './invalidation/lease.ts';
export type { DeliveryWatch } from './invalidation/outage.ts';
export { createReceiver, type Receiver, type ReceiverOptions } from './invalidation/receiver.ts';
export type { Learned, ReceiverStore } from './invalidation/receiver-store.ts';
export {
  generateSigningKeys,
  parseSigningKeys,
  publicJwks,
  type SigningKey,
  type SigningKeys,
} from './invalidation/signing-keys.ts';
export { parseSubjectId, type SubjectId } from './invalidation/subject-id.ts';
export {
  createTransmitter,
  type Transmitter,
  type TransmitterOptions,
} from './invalidation/transmitter.ts';
export type {
  DirectoryBusy,
  DirectoryUser,
  RoleGuard,
  UserDirectory,
  WeakPassword,
} from './invalidation/user-directory.ts';
export {
  type AcknowledgementWaitOptions,
  createAcknowledgementWait,
} from './invalidation/when-acknowledged.ts';

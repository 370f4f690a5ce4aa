/** Door `domain-bridge/state`: the shopping state, its changes, its merge and its encoding. */

export {
  AccountReplica,
  type AccountReplicaOptions,
  type Incarnation,
} from './state/account-replica.ts';
export { type Actor, isCheckoutActor, mintActor } from './state/actor.ts';
export {
  BrowserReplica,
  type BrowserReplicaOptions,
  SETTLE_AFTER_SECONDS,
  SETTLED_GRACE_SECONDS,
} from './state/browser-replica.ts';
export { decodeState, encodeState, STATE_VERSION } from './state/encode.ts';
export { StateError, type StateErrorCode } from './state/errors.ts';
export * from './state/limits.ts';
export {
  type Article,
  articleOf,
  lineId,
  lineKey,
  lineVersion,
  type Options,
} from './state/line.ts';
export {
  additionsTo,
  mergeStates,
  unseenPart,
  withoutLineWrites,
} from './state/merge.ts';
export type { ObservedMap, Pair, Pairs, Vector } from './state/observed-remove.ts';
export {
  addPromotion,
  addToLine,
  type Operation,
  removeLines,
  removePromotion,
  sequence,
  setLineQuantity,
  setShipping,
  writeRegister,
} from './state/operations.ts';
export {
  lineDots,
  type OrderedDot,
  type OrderedDotStore,
  withoutOrdered,
} from './state/ordered-dot-store.ts';
export { type PlainCart, reconcileWith } from './state/reconcile.ts';
export { emptyRecord, encodeRecord, type StateRecord } from './state/record.ts';
export {
  addIn,
  type Latest,
  mergeIn,
  newRow,
  onState,
  type RecordOperation,
  type ReplicaOptions,
} from './state/replica.ts';
export { applySettlement, settlementOf } from './state/settlement.ts';
export type {
  KeptFrom,
  Settlement,
  SettlementDelivery,
  SettlementStore,
} from './state/settlement-store.ts';
export {
  emptyState,
  REGISTERS,
  type Register,
  type ShippingChoice,
  type ShoppingState,
} from './state/shopping-state.ts';
export { MAX_COOKIE_BYTES, STATE_COOKIE, STATE_COOKIE_BYTES } from './state/state-cookie.ts';
export type { StateRow, StateStore } from './state/state-store.ts';
export {
  type Cart,
  type CartLine,
  findLineKey,
  quantityOf,
  readRegister,
  viewCart,
} from './state/view.ts';
export { SETTLEMENT_HOLD_SECONDS } from './state/waiting-settlements.ts';

/** Door `domain-bridge/sqlite`: every store on one SQLite file per domain. Needs `better-sqlite3`. */

export { createSqliteAuditTrail } from './sqlite/audit-trail.ts';
export {
  type ChangeRunner,
  type ChangeRunnerOptions,
  createChangeRunner,
} from './sqlite/change-runner.ts';
export { type Database, migrate, openDatabase } from './sqlite/database.ts';
export { createSqliteDeliveryStore } from './sqlite/delivery-store.ts';
export { runDurably } from './sqlite/durable-transaction.ts';
export { createSqliteEpochStore } from './sqlite/epoch-store.ts';
export { createSqliteFeedStore } from './sqlite/feed-store.ts';
export { createSqliteFlightStore } from './sqlite/flight-store.ts';
export { createSqliteIncarnation } from './sqlite/incarnation.ts';
export { createSqliteInvalidationSweep } from './sqlite/invalidation-sweep.ts';
export { createSqliteInvalidator } from './sqlite/invalidator.ts';
export { createSqliteKeptShopperStore } from './sqlite/kept-shopper-store.ts';
export {
  createSqliteOrderedDotStore,
  type SqliteOrderedDotStore,
} from './sqlite/ordered-dot-store.ts';
export { createSqliteParkedStore } from './sqlite/parked-store.ts';
export { createSqliteReceiverStore } from './sqlite/receiver-store.ts';
export { createSqliteReplayStore } from './sqlite/replay-store.ts';
export { migrateBridge } from './sqlite/schema.ts';
export { createSqliteSessionStore } from './sqlite/session-store.ts';
export { createSqliteSettlementStore } from './sqlite/settlement-store.ts';
export { createSqliteStateStore, type SqliteStateStore } from './sqlite/state-store.ts';
export { type UserTable, userTriggers } from './sqlite/user-triggers.ts';

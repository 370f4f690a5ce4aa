/** Door `domain-bridge/sqlite`: every store on one SQLite file per domain. Needs `better-sqlite3`. */
export { type Database, migrate, openDatabase } from './sqlite/database.ts';
export { createSqliteEpochStore } from './sqlite/epoch-store.ts';
export {
  createSqliteOrderedDotStore,
  type SqliteOrderedDotStore,
} from './sqlite/ordered-dot-store.ts';
export { createSqliteReplayStore } from './sqlite/replay-store.ts';
export { migrateBridge } from './sqlite/schema.ts';
export { createSqliteSessionStore } from './sqlite/session-store.ts';
export { createSqliteStateStore, type SqliteStateStore } from './sqlite/state-store.ts';

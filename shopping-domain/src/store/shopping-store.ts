import {
  createSqliteEpochStore,
  createSqliteInvalidationSweep,
  createSqliteParkedStore,
  createSqliteReceiverStore,
  createSqliteReplayStore,
  createSqliteSessionStore,
  createSqliteSettlementStore,
  createSqliteStateStore,
  type Database,
  migrateBridge,
} from 'domain-bridge/sqlite';

/** Brings the tables up to date and opens every store of the shopping domain, all on one database. */
export function createShoppingStore(db: Database) {
  migrateBridge(db);
  return {
    bridge: {
      states: createSqliteStateStore(db),
      replays: createSqliteReplayStore(db),
      parked: createSqliteParkedStore(db),
      sessions: createSqliteSessionStore(db),
      epochs: createSqliteEpochStore(db),
      settlements: createSqliteSettlementStore(db),
    },
    receiver: createSqliteReceiverStore(db),
    invalidationSweep: createSqliteInvalidationSweep(db),
  };
}

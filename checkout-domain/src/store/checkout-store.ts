import {
  createSqliteEpochStore,
  createSqliteOrderedDotStore,
  createSqliteReplayStore,
  createSqliteSessionStore,
  createSqliteStateStore,
  type Database,
  migrate,
  migrateBridge,
} from 'domain-bridge/sqlite';
import { accountMigrations } from '../accounts/migrations.ts';
import { createUserStore } from '../accounts/user-store.ts';
import { orderMigrations } from '../orders/migrations.ts';
import { createOrderStore } from '../orders/order-store.ts';
import { settingsMigrations } from './settings.ts';

/** Every store of the checkout domain, all on one database. */
export type CheckoutStore = ReturnType<typeof createCheckoutStore>;

/** Brings the tables up to date and opens the stores. */
export function createCheckoutStore(db: Database) {
  migrateBridge(db);
  migrate(db, 'settings', settingsMigrations);
  migrate(db, 'accounts', accountMigrations);
  migrate(db, 'orders', orderMigrations);
  return {
    bridge: {
      states: createSqliteStateStore(db),
      replays: createSqliteReplayStore(db),
      sessions: createSqliteSessionStore(db),
      epochs: createSqliteEpochStore(db),
      ordered: createSqliteOrderedDotStore(db),
    },
    users: createUserStore(db),
    orders: createOrderStore(db),
  };
}
